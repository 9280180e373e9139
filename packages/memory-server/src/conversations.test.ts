import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';

import { errorOf, testServer } from './testing/test-server.ts';

/** The server of a real engine over an in-memory store. */
function realServer() {
  const store = memoryMemoryStore();
  const common = { clock: systemClock, ids: createIds(), log: silentLogger };
  return testServer(createMemory({ store, jobs: store, ...common }));
}

const messages = [
  { id: 'a', role: 'user', content: '我们决定十月去杭州。' },
  { id: 'b', role: 'assistant', content: '好的。' },
];

test('a window is prepared, compacted once, and its token refused afterwards', async () => {
  const { post } = realServer();
  const sessionId = 's';
  const prepared = await post('prepare_compaction', { sessionId, messages });
  assert.partialDeepStrictEqual(prepared.body, { ok: true, prepared: true, messagesPrepared: 2 });
  const { prepareToken } = prepared.body;
  const foreign = await post('compact', { sessionId, prepareToken, userId: 'other' });
  assert.equal(foreign.status, 409);
  const compacted = await post('compact', { session_id: sessionId, prepare_token: prepareToken });
  assert.partialDeepStrictEqual(compacted.body, {
    ok: true,
    compacted: true,
    archiveUri: 'ctx://acct-demo/sessions/s/archives/1',
    firstKeptMessageId: null,
  });
  assert.match(String(compacted.body['summary']), /Decisions Made\)[^#]*我们决定十月去杭州/u);
  const again = await post('compact', { sessionId, prepareToken });
  assert.equal(again.status, 409);
  assert.partialDeepStrictEqual(again.body, {
    error: { code: 'conflict', details: { path: 'prepareToken', reason: 'used' } },
  });
  const empty = await post('compact', { sessionId: 'nothing' });
  assert.partialDeepStrictEqual(empty.body, {
    ok: true,
    compacted: false,
    reason: 'empty',
    summary: null,
    archiveUri: null,
  });
});

test('a conversation by its id', async () => {
  const { send, post } = realServer();
  const at = '/api/v1/sessions/小林%2F1';
  assert.equal((await send(at)).status, 404);
  assert.deepEqual((await post('bootstrap', { sessionId: '小林/1', messages })).body, {
    ok: true,
    imported: 2,
  });
  const more = JSON.stringify({ message: { role: 'user', content: 'I live in Oslo.' } });
  const added = await send(`${at}/messages`, { method: 'POST', text: more });
  assert.deepEqual(added.body, { ok: true, ingested: 1, duplicates: 0 });
  const committed = await send(`${at}/commit`, { method: 'POST', text: '{}' });
  assert.partialDeepStrictEqual(committed.body, { ok: true, pendingMessages: 0 });
  const state = await send(at);
  assert.partialDeepStrictEqual(state.body, { sessionId: '小林/1', messages: 3, archives: [] });
  const context = await send(`${at}/context?tokenBudget=100`);
  assert.partialDeepStrictEqual(context.body, { ok: true, summary: '', omitted: 0 });
  const bad = await send(`${at}/context?tokenBudget=many`);
  assert.deepEqual(errorOf(bad), { code: 'invalid_request', path: 'tokenBudget' });
  assert.equal((await send(`${at}?userId=other`)).status, 404);
  assert.equal((await send(`${at}?accountId=other`)).status, 403);
});

test('a working set is filled ahead, seen, disposed of and evicted', async () => {
  const { send, post } = realServer();
  await post('ingest_batch', { sessionId: 'monday', messages });
  const sessionId = 'tuesday';
  const ahead = await post('prefetch', { sessionId, prompt: '十月去杭州', topK: 1 });
  assert.partialDeepStrictEqual(ahead.body, { ok: true, candidates: [{ id: 'a' }] });
  await post('compose', { sessionId, messages: [], prompt: '十月去杭州吗？' });
  for (const answer of [
    await send(`/api/v1/session_working_set?session_id=${sessionId}`),
    await post('session_working_set', { sessionId }),
  ]) {
    assert.partialDeepStrictEqual(answer.body, { ok: true, sessionId, bufferHits: 1 });
  }
  assert.deepEqual((await post('dispose', { sessionId })).body, { ok: true, flushed: true });
  const evicted = await post('evict_idle_sessions', { maxIdleSeconds: 0 });
  assert.deepEqual(evicted.body, { ok: true, evicted: ['monday'] });
  assert.deepEqual(errorOf(await post('prefetch', { sessionId })), {
    code: 'invalid_request',
    path: 'prompt',
  });
});
