import assert from 'node:assert/strict';
import { request as openRequest } from 'node:http';
import { test } from 'node:test';

import { abortedError } from '@homarus/base';
import type { Memory } from '@homarus/memory';

import { listen } from './testing/listen.ts';
import { testServer } from './testing/test-server.ts';

/** A server over a recording memory, on a socket. */
async function open(answers: Partial<Memory> = {}, maxBodyBytes?: number) {
  const parts = testServer(answers, maxBodyBytes === undefined ? {} : { maxBodyBytes });
  return { ...parts, ...(await listen(parts.server)) };
}

test('an ordinary client is answered over a socket', async () => {
  await using server = await open();
  const answer = await fetch(`${server.url}/search_memory`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '花生' }),
  });
  assert.equal(answer.status, 200);
  assert.equal(server.memory.calls[0]?.args[1], '花生');
  assert.equal((await fetch(`${server.url}/health`)).status, 200);
});

test('a call that its caller gave up is aborted', async () => {
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  await using server = await open({
    search: (_scope, _query, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(abortedError(signal));
          aborted.resolve();
        });
        started.resolve();
      }),
  });
  const giveUp = new AbortController();
  const call = fetch(`${server.url}/search_memory`, {
    method: 'POST',
    body: '{"query":"x"}',
    signal: giveUp.signal,
  });
  const refused = assert.rejects(call, { name: 'AbortError' });
  await started.promise;
  giveUp.abort();
  await aborted.promise;
  await refused;
});

/** Sends chunks without an announced length, and goes on until the server answers. */
function sendForever(port: number): Promise<{ readonly status: number; readonly sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const outgoing = openRequest(
      { port, host: '127.0.0.1', method: 'POST', path: '/api/v1/ingest' },
      (incoming) => {
        resolve({ status: incoming.statusCode ?? 0, sent });
        outgoing.destroy();
      },
    );
    const chunk = Buffer.alloc(16 * 1024, 32);
    const sendMore = (): void => {
      if (outgoing.destroyed) return;
      sent += chunk.length;
      outgoing.write(chunk, () => setImmediate(sendMore));
    };
    outgoing.on('error', reject);
    sendMore();
  });
}

test('a caller that never stops sending hears 413 while it still sends', async () => {
  await using server = await open({}, 64 * 1024);
  const { status } = await sendForever(server.port);
  assert.equal(status, 413);
  assert.deepEqual(server.memory.calls, []);
  assert.equal((await fetch(`${server.url}/health`)).status, 200);
});

test('a caller that hangs up in the middle of its body leaves nothing behind', async () => {
  await using server = await open();
  await new Promise<void>((resolve) => {
    const outgoing = openRequest({
      port: server.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/ingest',
      headers: { 'content-length': '1000' },
    });
    outgoing.on('error', () => resolve());
    outgoing.write('{"sessionId":"s1","messages":[', () => outgoing.destroy(new Error('hung up')));
  });
  assert.equal((await fetch(`${server.url}/health`)).status, 200);
  assert.deepEqual(
    server.memory.calls.map((call) => call.method),
    ['health'],
  );
  assert.ok(server.log.lines.every((line) => line.level === 'debug'));
});

test('a foreign Host and a foreign Origin are refused over a socket too', async () => {
  await using server = await open();
  const statusWith = (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      openRequest(
        { port: server.port, host: '127.0.0.1', path: '/api/v1/health', headers, agent: false },
        (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
  assert.equal(await statusWith({ host: `rebound.example:${server.port}` }), 403);
  assert.equal(await statusWith({ origin: 'https://example.com' }), 403);
  assert.equal(await statusWith({ host: '[::1]' }), 200);
  assert.equal(await statusWith({}), 200);
});
