import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

import { Keyboard } from './keyboard.ts';

const ctrlC = '\u0003';

/** A person at a terminal that is 80 columns wide; what is on it has no control sequences left. */
function sit() {
  const input = new PassThrough();
  const output = new PassThrough();
  Object.defineProperty(output, 'columns', { value: 80 });
  let written = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  const keyboard = new Keyboard({
    input,
    output,
    isInteractive: true,
    texts: { prompt: 'you> ', morePrompt: '...> ' },
  });
  const messages = keyboard.messages();
  return {
    keyboard,
    output,
    type: (text: string) => input.write(text),
    next: async () => (await messages.next()).value,
    shown: () => stripVTControlCharacters(written),
  };
}

test('lines that are pasted together are one message, sent with Enter', async () => {
  const { type, next, keyboard } = sit();
  type('\u001B[200~first\rsecond\r  third\u001B[201~');
  type(' and more\r');
  assert.equal(await next(), 'first\nsecond\n  third and more');
  keyboard.close();
  assert.equal(await next(), undefined);
});

test('Ctrl-C forgets what is begun, and leaves on an empty line', async () => {
  const { type, next, shown } = sit();
  type(`half of it${ctrlC}`);
  type(`more \\\rof it${ctrlC}`);
  type('whole\r');
  assert.equal(await next(), 'whole');
  assert.match(shown(), /\.\.\.> of it/u);
  type(ctrlC);
  assert.equal(await next(), undefined);
  assert.match(shown(), /\n$/u, 'what the shell says next begins on a line of its own');
});

test('what is typed while an answer is written does not stand in it, and waits for its turn', async () => {
  const { type, next, keyboard, output, shown } = sit();
  keyboard.prompt();
  type('first\r');
  assert.equal(await next(), 'first');
  keyboard.startAnswer();
  output.write('An an');
  type('second\rthi');
  output.write('swer.\n');
  keyboard.endAnswer();
  keyboard.prompt();
  assert.match(shown(), /An answer\.\n$/u);
  assert.equal(await next(), 'second');
  assert.match(shown(), /An answer\.\nyou> second\n$/u);
  keyboard.prompt();
  assert.match(shown(), /you> thi$/u, 'what is begun is shown with the next prompt');
  keyboard.close();
});

test('Ctrl-C ends an answer, also while a question waits', async () => {
  const { type, keyboard, shown } = sit();
  const signal = keyboard.startAnswer();
  const typed = keyboard.ask('It wants to run:\n  ls\nAllow? ');
  assert.match(shown(), /ls\nAllow\? $/u);
  type(ctrlC);
  assert.equal(await typed, '');
  assert.equal(signal.aborted, true);
  keyboard.close();
});

test('a question takes the next line, which is shown', async () => {
  const { type, keyboard, shown } = sit();
  keyboard.startAnswer();
  const typed = keyboard.ask('Allow? ');
  type('y\r');
  assert.equal(await typed, 'y');
  assert.match(shown(), /Allow\? y/u);
  keyboard.close();
});
