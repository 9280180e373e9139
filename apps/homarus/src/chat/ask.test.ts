import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';

import { listen } from '../process/listen.ts';
import type { Fetch } from '../process/listen.ts';
import { ask } from './ask.ts';
import { openChatSession } from './session-key.ts';

function events(...list: readonly object[]): Response {
  const text = list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}

const delta = (text: string): object => ({ type: 'response.output_text.delta', delta: text });

async function answerOf(answer: Fetch, signal = new AbortController().signal): Promise<string> {
  await using server = await listen({ host: '127.0.0.1', port: 0 }, 'gateway');
  server.serve(answer);
  const question = { text: '你好', sessionKey: 'agent:main:terminal', signal };
  const pieces = await Array.fromAsync(ask({ url: server.url, token: 'hush-hush' }, question));
  return pieces.join('|');
}

test('sends the words, the session and the token; yields the pieces until the answer is complete', async () => {
  const said = await answerOf(async (request) => {
    assert.equal(request.headers.get('x-openclaw-session-key'), 'agent:main:terminal');
    assert.equal(request.headers.get('authorization'), 'Bearer hush-hush');
    assert.deepEqual(await request.json(), { model: 'homarus', input: '你好', stream: true });
    return events(delta('a'), delta('b'), { type: 'response.completed' });
  });
  assert.equal(said, 'a|b');
});

const failures: readonly (readonly [string, () => Response, ErrorCode])[] = [
  ['a failed answer', () => events({ type: 'response.failed', response: {} }), 'model_failed'],
  ['an error event', () => events({ type: 'error', message: 'no' }), 'model_failed'],
  ['an answer that was cut off', () => events(delta('a')), 'unavailable'],
  ['a refused token', () => new Response('{}', { status: 401 }), 'unauthorized'],
  ['another refusal', () => new Response('busy', { status: 503 }), 'model_failed'],
];

for (const [name, answer, code] of failures) {
  test(`${name} is told as ${code}`, async () => {
    await assert.rejects(answerOf(answer), (error) => hasCode(error, code));
  });
}

test('a stopped answer ends with aborted', async () => {
  const controller = new AbortController();
  const never = (): Response => {
    setTimeout(() => controller.abort(), 5);
    return new Response(new ReadableStream());
  };
  await assert.rejects(answerOf(never, controller.signal), (error) => hasCode(error, 'aborted'));
});

test('the terminal goes on with its conversation until a new one is begun', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-chat-'));
  try {
    const open = (agentId: string) => openChatSession({ home, agentId, now: () => 1 });
    const first = open('main');
    assert.equal(first.key, 'agent:main:terminal');
    first.startAnew();
    assert.equal(first.key, 'agent:main:terminal-1');
    assert.equal(open('main').key, 'agent:main:terminal-1');
    assert.equal(open('other').key, 'agent:other:terminal');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
