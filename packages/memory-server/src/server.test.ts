import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as memoryPackage from '@homarus/memory';
import type { MemoryRecord, StoredMessage } from '@homarus/memory';
import * as protocol from '@homarus/protocol';

import * as own from './index.ts';
import { aHit } from './testing/recording-memory.ts';
import { testServer } from './testing/test-server.ts';

const scope = { accountId: 'acct-demo', userId: 'u-default', agentId: 'main' };

test('compose hands on messages, prompt, budget and the signal of the request', async () => {
  const { post, memory } = testServer();
  const answer = await post('compose', {
    sessionId: 's1',
    userId: 'alice',
    messages: [{ id: 'm1', role: 'user', content: '你好', createdAt: '2026-11-21T08:00:00+08:00' }],
    prompt: '我有什么忌口？',
    tokenBudget: 500,
    trace: true,
    somethingNew: 1,
  });
  assert.equal(answer.status, 200);
  const [call] = memory.calls;
  const [calledScope, request] = call?.args ?? [];
  const { signal, ...rest } = request as { readonly signal: unknown };
  assert.deepEqual(calledScope, { ...scope, userId: 'alice', sessionId: 's1' });
  assert.deepEqual(rest, {
    messages: [{ id: 'm1', role: 'user', content: '你好', createdAt: Date.UTC(2026, 10, 21) }],
    prompt: '我有什么忌口？',
    tokenBudget: 500,
    trace: true,
  });
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(Object.keys(answer.body), [
    'ok',
    'systemMessages',
    'messages',
    'systemPromptAddition',
    'estimatedTokens',
    'hits',
    'abstained',
    'tookMs',
  ]);
});

test('snake_case is understood in the fields, and left alone in what messages say', async () => {
  const { post, memory } = testServer();
  const parts = [{ type: 'tool_call', tool_name: 'read', arguments: { file_path: 'a' } }];
  const answer = await post('after_turn', {
    user_id: 'alice',
    agent_id: 'coder',
    session_id: 's1',
    turn_id: 't1',
    pre_prompt_message_count: 1,
    is_heartbeat: false,
    messages: [
      { role: 'user', content: 'x', created_at: 5, sender_id: 'peer' },
      { role: 'assistant', content: parts },
    ],
  });
  assert.equal(answer.status, 200);
  assert.deepEqual(memory.calls[0]?.args, [
    { ...scope, userId: 'alice', agentId: 'coder', sessionId: 's1' },
    {
      turnId: 't1',
      prePromptMessageCount: 1,
      isHeartbeat: false,
      messages: [
        { role: 'user', content: 'x', createdAt: 5, senderId: 'peer' },
        { role: 'assistant', content: parts },
      ],
    },
  ]);
});

test('after_turn answers what was stored, and with `wait` what was learned', async () => {
  const turn = { sessionId: 's1', messages: [{ role: 'user', content: 'x' }] };
  const plain = await testServer().post('after_turn', turn);
  assert.deepEqual(plain.body, { ok: true, status: 'committed', stored: 2, jobId: 'job_1' });

  const learned = { added: 1, updated: 0, superseded: 2, skipped: 3 };
  const { post, memory } = testServer({
    afterTurn: async () => ({ status: 'duplicate', stored: 0, jobId: undefined, learned }),
  });
  const waited = await post('after_turn', { ...turn, wait: true });
  assert.deepEqual(waited.body, {
    ok: true,
    status: 'duplicate',
    stored: 0,
    jobId: null,
    ...learned,
  });
  assert.partialDeepStrictEqual(memory.calls[0]?.args[1], { wait: true });
});

test('ingest takes one message or many, and so does ingest_batch', async () => {
  const message = { role: 'user', content: 'x' };
  for (const path of ['ingest', 'ingest_batch']) {
    const { post, memory } = testServer();
    const one = await post(path, { sessionId: 's1', message });
    assert.deepEqual(one.body, { ok: true, ingested: 1, duplicates: 0 });
    const many = await post(path, { sessionId: 's1', messages: [message, message] });
    assert.deepEqual(many.body, { ok: true, ingested: 2, duplicates: 0 });
    assert.deepEqual(
      memory.calls.map(({ args: [given, messages] }) => [given, messages]),
      [
        [{ ...scope, sessionId: 's1' }, [message]],
        [{ ...scope, sessionId: 's1' }, [message, message]],
      ],
    );
  }
});

test('search_memory hands on its options', async () => {
  const { post, memory } = testServer();
  const answer = await post('search_memory', {
    query: '花生',
    limit: 5,
    categories: ['user_memory_fact', 'full_context_memory'],
    session_id: 's1',
    time_from: '2026-01-01',
    time_to: 1_800_000_000_000,
    min_score: 0.25,
  });
  assert.deepEqual(answer.body, {
    ok: true,
    hits: [JSON.parse(JSON.stringify(aHit))],
    abstained: false,
    tookMs: 1,
  });
  const [calledScope, query, options] = memory.calls[0]?.args ?? [];
  const { signal, ...rest } = options as { readonly signal: unknown };
  assert.deepEqual([calledScope, query], [scope, '花生']);
  assert.deepEqual(rest, {
    limit: 5,
    categories: ['user_memory_fact', 'full_context_memory'],
    sessionId: 's1',
    timeFrom: Date.UTC(2026, 0, 1),
    timeTo: 1_800_000_000_000,
    minScore: 0.25,
  });
  assert.ok(signal instanceof AbortSignal);
});

const record: MemoryRecord = {
  id: 'mem_1',
  uri: 'ctx://acct-demo/users/u-default/memories/user_memory_fact/peanuts',
  ...scope,
  ownerSpace: 'user:u-default',
  category: 'user_memory_fact',
  kind: 'profile',
  abstract: 'a',
  overview: 'b',
  content: 'c',
  subject: 'user',
  attribute: 'allergy',
  value: 'peanuts',
  entities: [],
  tags: [],
  importance: 0.7,
  confidence: 0.9,
  weight: 1,
  source: { provenance: 'owner', sessionId: 's1', messageIds: ['m1'], quote: 'q', saidAt: 1 },
  validFrom: undefined,
  validTo: undefined,
  recordedAt: 1,
  updatedAt: 1,
  supersededAt: 7,
  supersededBy: 'mem_2',
  deletedAt: undefined,
  accessCount: 0,
  lastAccessedAt: undefined,
  revision: 1,
  contentHash: 'h',
  fingerprint: 'f',
};

test('get_memory answers the record, what is unknown left out', async () => {
  const { post, memory } = testServer({ get: async () => ({ type: 'memory', memory: record }) });
  const { body } = await post('get_memory', { id: 'mem_1' });
  assert.deepEqual(memory.calls[0]?.args, [scope, { id: 'mem_1' }]);
  assert.deepEqual(
    [body['type'], body['id'], body['content'], body['state'], body['provenance'], body['quote']],
    ['memory', 'mem_1', 'c', 'superseded', 'owner', 'q'],
  );
  assert.deepEqual([body['sourceSessionId'], body['sourceMessageIds']], ['s1', ['m1']]);
  for (const absent of ['validFrom', 'deletedAt', 'source', 'fingerprint']) {
    assert.ok(!(absent in body), absent);
  }
});

test('get_memory answers a message, by uri too', async () => {
  const message: StoredMessage = {
    key: 'msg_1',
    id: 'm1',
    ...scope,
    sessionId: 's1',
    position: 4,
    role: 'toolResult',
    content: [{ type: 'text', text: 'x' }],
    text: 'x',
    contentHash: 'h',
    name: undefined,
    senderId: 'peer',
    turnId: undefined,
    isHeartbeat: false,
    isEcho: false,
    createdAt: 1,
    recordedAt: 2,
  };
  const { post, memory } = testServer({ get: async () => ({ type: 'message', message }) });
  const { body } = await post('get_memory', { uri: 'ctx://x', sessionId: 's1' });
  assert.deepEqual(memory.calls[0]?.args, [{ ...scope, sessionId: 's1' }, { uri: 'ctx://x' }]);
  assert.deepEqual(
    [body['type'], body['uri'], body['key'], body['category'], body['content'], body['position']],
    [
      'message',
      'ctx://acct-demo/sessions/s1/messages/m1',
      'msg_1',
      'full_context_tool_result',
      [{ type: 'text', text: 'x' }],
      4,
    ],
  );
});

test('get_memory of what is not there is 404', async () => {
  for (const ref of [{ id: 'mem_none' }, { uri: 'ctx://none' }]) {
    const answer = await testServer().post('get_memory', ref);
    assert.equal(answer.status, 404);
    assert.equal((answer.body['error'] as { readonly code: unknown }).code, 'not_found');
  }
});

test('health has the counts, the model and the version', async () => {
  const answer = await testServer().send('/api/v1/health');
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, {
    status: 'ok',
    reasons: [],
    issues: [],
    agfs: false,
    llm: null,
    embedding: null,
    store: { messages: 5, memories: 2 },
    queue: { pending: 1, dead: 0 },
    drift: 0,
    version: '1.2.3',
    uptimeMs: 1234,
  });
});

test('answers are JSON that nobody caches or sniffs', async () => {
  const { headers } = await testServer().send('/api/v1/health');
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
});

test('the words of the wire are the words of the engine', () => {
  assert.deepEqual(protocol.MessageRole.options, memoryPackage.messageRoles);
  assert.deepEqual(protocol.MemoryCategory.options, memoryPackage.memoryCategories);
  assert.deepEqual(protocol.MessageCategory.options, memoryPackage.messageCategories);
  assert.deepEqual(protocol.CategoryFilter.options, memoryPackage.categoryFilters);
});

test('the package exports exactly this', () => {
  assert.deepEqual(Object.keys(own).toSorted(), [
    'createMemoryServer',
    'ensureAccount',
    'memberKinds',
    'roles',
  ]);
});
