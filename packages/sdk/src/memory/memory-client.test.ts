import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

import { hasCode, isAppError } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { createMemoryClient } from './memory-client.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
  readonly authorization: string | undefined;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A service that gives these replies in order, and the last one for ever; undefined: none at all. */
async function serve(...replies: readonly (Reply | undefined)[]) {
  const asked: Asked[] = [];
  const note = async (request: IncomingMessage): Promise<void> => {
    const { method, url, headers } = request;
    asked.push({ method, url, body: await text(request), authorization: headers.authorization });
  };
  const server = createServer((request, response) => {
    void note(request).then(() => {
      const reply = replies[Math.min(asked.length, replies.length) - 1];
      if (reply === undefined) return;
      response.writeHead(reply.status ?? 200, {
        'content-type': 'application/json',
        ...reply.headers,
      });
      response.end(JSON.stringify(reply.body ?? { ok: true }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const busy: Reply = { status: 503, body: { error: { code: 'unavailable', message: 'busy' } } };

test('a call has its path, its body or query, and the key', async () => {
  await using service = await serve({});
  const client = createMemoryClient({ url: `${service.url}/`, apiKey: 'key-1' });
  await client.searchMemory({ query: '花生' });
  await client.memories.list({ categories: ['user_memory_fact'], limit: 5, text: 'a b' });
  await client.memories.edit('mem_1/2', { content: 'x' });
  await client.memories.forget('mem_1', { revision: 2 });
  await client.admin.users.change('acct', 'u 1', { disabled: true });
  await client.call('compose', { prompt: 'x' });
  assert.deepEqual(
    service.asked.map(({ method, url, body }) => `${method} ${url} ${body}`.trim()),
    [
      'POST /api/v1/search_memory {"query":"花生"}',
      'GET /api/v1/memories?categories=user_memory_fact&limit=5&text=a+b',
      'PATCH /api/v1/memories/mem_1%2F2 {"content":"x"}',
      'DELETE /api/v1/memories/mem_1?revision=2',
      'PATCH /api/v1/admin/accounts/acct/users/u%201 {"disabled":true}',
      'POST /api/v1/call/compose {"prompt":"x"}',
    ],
  );
  assert.ok(service.asked.every(({ authorization }) => authorization === 'Bearer key-1'));
});

test('a refusal is the error that the service threw', async () => {
  const error = { code: 'invalid_request', message: 'query: missing', details: { path: 'query' } };
  await using service = await serve({ status: 400, body: { error } });
  const client = createMemoryClient({ url: service.url });
  await assert.rejects(client.searchMemory({ query: '' }), {
    code: 'invalid_request',
    message: 'query: missing',
    details: { path: 'query', status: 400 },
  });
  assert.equal(service.asked.length, 1);
});

test('what may be done twice is tried again; what may not is not', async () => {
  await using service = await serve(busy, busy, { body: { ok: true, hits: [] } });
  const quick = { url: service.url, clock: { ...manualClock(), sleep: async () => undefined } };
  const client = createMemoryClient(quick);
  assert.deepEqual(await client.searchMemory({ query: 'x' }), { ok: true, hits: [] });
  assert.equal(service.asked.length, 3);
  await using other = await serve(busy);
  const second = createMemoryClient({ ...quick, url: other.url });
  await assert.rejects(second.memories.create({ content: 'x' }), isAppError);
  assert.equal(other.asked.length, 1);
  const messages = [{ role: 'user' as const, content: 'hi' }];
  await assert.rejects(second.afterTurn({ sessionId: 's', messages }), isAppError);
  assert.equal(other.asked.length, 2);
  await assert.rejects(second.afterTurn({ sessionId: 's', messages, turnId: 't1' }), isAppError);
  assert.equal(other.asked.length, 5);
});

test('Retry-After is heeded, also by what is done once; a wait past the deadline is not begun', async () => {
  const refused: Reply = { status: 429, headers: { 'retry-after': '7' } };
  await using service = await serve(refused, {});
  const waits: number[] = [];
  const clock = { ...manualClock(), sleep: async (ms: number) => void waits.push(ms) };
  const client = createMemoryClient({ url: service.url, clock });
  await client.memories.create({ content: 'x' });
  assert.deepEqual(waits, [7000]);
  await using other = await serve(refused);
  const hasty = createMemoryClient({ url: other.url, clock });
  await assert.rejects(hasty.health({}, { timeoutMs: 5000 }), (error) =>
    hasCode(error, 'rate_limited'),
  );
  assert.equal(other.asked.length, 1);
});

test('a service that does not answer is a timeout, one that is not there is unavailable', async () => {
  await using silent = await serve(undefined);
  const client = createMemoryClient({ url: silent.url, timeoutMs: 20 });
  await assert.rejects(client.health(), (error) => hasCode(error, 'timeout'));
  const { url, ...gone } = await serve({});
  await gone[Symbol.asyncDispose]();
  const lonely = createMemoryClient({ url, retries: 0 });
  await assert.rejects(lonely.health(), (error) => hasCode(error, 'unavailable'));
});
