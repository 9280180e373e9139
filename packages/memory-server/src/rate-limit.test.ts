import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import { createRateLimiter } from './rate-limit.ts';
import { errorOf, sha256, testServer } from './testing/test-server.ts';

test('a burst at once, then one for each part of the minute, by name', () => {
  const clock = manualClock();
  const limiter = createRateLimiter({ perMinute: 60, burst: 3 }, clock);
  for (let count = 0; count < 3; count += 1) limiter.take('a');
  assert.throws(() => limiter.take('a'), { code: 'rate_limited', retryAfterMs: 1000 });
  limiter.take('b');
  clock.advance(999);
  assert.throws(() => limiter.require('a'), { code: 'rate_limited', retryAfterMs: 1 });
  clock.advance(1);
  limiter.require('a');
  limiter.take('a');
  assert.throws(() => limiter.take('a'));
  clock.advance(60_000);
  for (let count = 0; count < 3; count += 1) limiter.take('a');
  assert.throws(() => limiter.take('a'));
  clock.advance(-60_000);
  assert.throws(() => limiter.take('a'));
});

test('0 is no limit', () => {
  const limiter = createRateLimiter({ perMinute: 0, burst: 0 }, manualClock());
  for (let count = 0; count < 100; count += 1) limiter.take('a');
});

const keys = ['one', 'two'].map((name) => ({
  hash: sha256(`${name}-key`),
  accountId: 'acct-a',
  role: 'root' as const,
}));

test('too many calls are 429 with Retry-After, and leave other keys alone', async () => {
  const { send, post, memory, clock } = testServer(
    {},
    { auth: { mode: 'key', keys }, rateLimit: { perMinute: 60, burst: 2 } },
  );
  const path = '/admin/accounts/acct-a/keys';
  const made = await send(`/api/v1${path}`, { method: 'POST', text: '{}' });
  assert.equal(made.status, 401);
  const search = (key: string) =>
    post('search_memory', { query: 'x' }, { headers: { 'x-api-key': key } });
  assert.equal((await search('one-key')).status, 200);
  assert.equal((await search('one-key')).status, 200);
  const refused = await search('one-key');
  assert.deepEqual([refused.status, errorOf(refused).code], [429, 'rate_limited']);
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.equal(memory.calls.length, 2);
  clock.advance(1000);
  assert.equal((await search('one-key')).status, 200);
});

test('wrong keys from one address are heard 30 times, then not even the right one', async () => {
  const { server, clock } = testServer({}, { auth: { mode: 'key', keys } });
  const statusOf = async (key: string, address: string): Promise<number> => {
    const request = new Request('http://memory.example/api/v1/search_memory', {
      method: 'POST',
      headers: { 'x-api-key': key },
      body: '{"query":"x"}',
    });
    return (await server.fetch(request, address)).status;
  };
  for (let count = 0; count < 30; count += 1) {
    assert.equal(await statusOf(`guess-${count}`, '10.0.0.1'), 401);
  }
  assert.equal(await statusOf('guess-30', '10.0.0.1'), 429);
  assert.equal(await statusOf('one-key', '10.0.0.1'), 429);
  assert.equal(await statusOf('hm_unknown', '10.0.0.1'), 401);
  assert.equal(await statusOf('one-key', '10.0.0.2'), 200);
  clock.advance(60_000);
  assert.equal(await statusOf('one-key', '10.0.0.1'), 200);
});
