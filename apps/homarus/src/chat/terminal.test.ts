import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { en } from '../texts/en.ts';
import { createScreen } from './screen.ts';
import { runTerminal } from './terminal.ts';
import type { TerminalOptions } from './terminal.ts';

interface Talk {
  readonly failures: number;
  readonly answers: string;
  readonly notices: readonly string[];
  readonly asked: readonly string[];
  readonly commands: readonly string[];
}

async function* echo(text: string): AsyncGenerator<string, void> {
  yield 're: ';
  yield text;
}

async function talk(lines: string, ask?: TerminalOptions['ask']): Promise<Talk> {
  const input = new PassThrough();
  const output = new PassThrough();
  const notices: string[] = [];
  const asked: string[] = [];
  const commands: string[] = [];
  input.end(lines);
  const failures = await runTerminal({
    input,
    output,
    screen: createScreen(output, (line) => notices.push(line)),
    isInteractive: false,
    texts: en.chat,
    ask: (text, signal, askPerson) => {
      asked.push(text);
      return (ask ?? echo)(text, signal, askPerson);
    },
    command: async (name, rest) => {
      commands.push(`${name} ${rest}`.trim());
      if (name === 'broken') throw new AppError('unavailable', 'gone');
      return name !== 'nwe';
    },
  });
  output.end();
  return { failures, answers: await readAll(output), notices, asked, commands };
}

test('each piped line is a message, answered on a line of its own, in order', async () => {
  const result = await talk('你好\n\n  second  \nlast without an end');
  assert.equal(result.answers, 're: 你好\nre: second\nre: last without an end\n');
  assert.equal(result.failures, 0);
  assert.deepEqual(result.notices, []);
});

test('commands are not messages: one that fails or does not exist is told, /quit ends', async () => {
  const result = await talk(
    '/new\n/help\n/nwe\n/switch a b\n/broken\n/stop\nhello\n/quit\nnever\n',
  );
  assert.deepEqual(result.commands, ['new', 'nwe', 'switch a b', 'broken']);
  assert.deepEqual(result.asked, ['hello']);
  assert.deepEqual(result.notices, [
    en.chat.help,
    en.chat.unknown('/nwe'),
    en.chat.commandFailed('gone'),
    en.chat.nothingToStop,
  ]);
});

test('a line that ends in a backslash goes on in the next one', async () => {
  const result = await talk('one\\\ntwo\\\n  three\nfour\\\n');
  assert.deepEqual(result.asked, ['one\ntwo\n  three']);
  assert.deepEqual(result.notices, [en.chat.unfinished]);
});

test('a notice in the middle of an answer stands on a line of its own', async () => {
  const result = await talk('a\n', async function* steps() {
    yield 'half';
    yield { notice: '> now {}' };
    yield 'whole';
  });
  assert.equal(result.answers, 'half\nwhole\n');
  assert.deepEqual(result.notices, ['> now {}']);
});

test('/retry asks for an answer again', async () => {
  const result = await talk('a\n/retry\n');
  assert.deepEqual(result.asked, ['a', '/retry']);
  assert.deepEqual(result.commands, []);
});

test('a program is not asked', async () => {
  const result = await talk('a\n', async function* asks(_text, _signal, askPerson) {
    yield String(askPerson);
  });
  assert.equal(result.answers, 'undefined\n');
});

test('a failure is told, counted, and does not end the talk', async () => {
  const result = await talk('a\nb\n', async function* fails(text) {
    yield 'half ';
    if (text === 'a') throw new AppError('model_failed', 'the model is gone');
    yield 'whole';
  });
  assert.equal(result.failures, 1);
  assert.equal(result.answers, 'half \nhalf whole\n');
  assert.deepEqual(result.notices, [en.chat.failed('the model is gone')]);
});

test('a refused token says how to set it', async () => {
  const result = await talk('a\n', async function* refused() {
    yield '';
    throw new AppError('unauthorized', 'no');
  });
  assert.deepEqual(result.notices, [en.chat.failed(en.chat.unauthorized)]);
});
