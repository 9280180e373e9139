import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { en } from '../texts/en.ts';
import { runTerminal } from './terminal.ts';
import type { TerminalOptions } from './terminal.ts';

interface Talk {
  readonly failures: number;
  readonly answers: string;
  readonly notices: readonly string[];
  readonly asked: readonly string[];
  readonly fresh: number;
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
  let fresh = 0;
  input.end(lines);
  const failures = await runTerminal({
    input,
    output,
    tell: (line) => notices.push(line),
    isInteractive: false,
    texts: en.chat,
    ask: (text, signal) => {
      asked.push(text);
      return (ask ?? echo)(text, signal);
    },
    startAnew: () => {
      fresh += 1;
    },
  });
  output.end();
  return { failures, answers: await readAll(output), notices, asked, fresh };
}

test('each piped line is a message, answered on a line of its own, in order', async () => {
  const result = await talk('你好\n\n  second  \nlast without an end');
  assert.equal(result.answers, 're: 你好\nre: second\nre: last without an end\n');
  assert.equal(result.failures, 0);
  assert.deepEqual(result.notices, []);
});

test('/new begins anew, /help explains, a slip is named, /quit ends; none is a message', async () => {
  const result = await talk('/new\n/help\n/nwe\nhello\n/quit\nnever\n');
  assert.equal(result.fresh, 1);
  assert.deepEqual(result.asked, ['hello']);
  assert.deepEqual(result.notices, [en.chat.fresh, en.chat.help, en.chat.unknown('/nwe')]);
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
