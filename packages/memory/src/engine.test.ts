import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';

import { city, day, engineScope, learn, setupEngine, start } from './testing/engine-fixture.ts';
import { memoryMemoryStore } from './testing/memory-memory-store.ts';
import { scriptedExtractor } from './testing/scripted-extractor.ts';

const scope = engineScope;

test('a turn that waits says what it learned; its retry is a duplicate', async () => {
  const { memory, contents } = setupEngine({ 'I live in Paris.': city('Paris') });
  const turn = {
    messages: [
      { role: 'user' as const, content: 'an old one' },
      { role: 'user' as const, content: 'I live in Paris.' },
      { role: 'assistant' as const, content: 'Nice.' },
    ],
    prePromptMessageCount: 1,
    turnId: 't1',
    wait: true,
  };
  const first = await memory.afterTurn(scope, turn);
  assert.equal(first.status, 'committed');
  assert.equal(first.stored, 2);
  assert.ok(first.jobId?.startsWith('job_'));
  assert.deepEqual(first.learned, { added: 1, updated: 0, superseded: 0, skipped: 0 });
  const again = await memory.afterTurn(scope, turn);
  assert.deepEqual(again, {
    status: 'duplicate',
    stored: 0,
    jobId: undefined,
    learned: { added: 0, updated: 0, superseded: 0, skipped: 0 },
  });
  assert.deepEqual(await contents(), ['I live in Paris.']);
  assert.equal((await memory.health()).queue.pending, 0);
});

test('a call of a conversation or an import that was aborted says so', async () => {
  const { conversations, transfer, maintenance } = setupEngine({}).memory;
  const signal = AbortSignal.abort();
  const calls = [
    conversations.prefetch(scope, { prompt: 'Paris', signal }),
    conversations.commit(scope, { signal }),
    conversations.dispose(scope, { signal }),
    transfer.importItems(scope, (async function* () {})(), { signal }),
    maintenance.erase({ accountId: 'a' }, { signal }),
  ];
  for (const call of calls) await assert.rejects(call, (error) => hasCode(error, 'aborted'));
});

test('without waiting, the queue does it: heartbeats and echoes make no job', async () => {
  const { memory, contents } = setupEngine({ 'I live in Paris.': city('Paris') });
  const message = { role: 'user' as const, content: 'I live in Paris.' };
  const beat = await memory.afterTurn(scope, { messages: [message], isHeartbeat: true });
  assert.equal(beat.jobId, undefined);
  const echo = await memory.afterTurn(scope, {
    messages: [{ role: 'assistant', content: 'You live in Paris.', isEcho: true }],
    turnId: 'echo',
  });
  assert.equal(echo.jobId, undefined);
  await memory.drain();
  assert.deepEqual(await contents(), []);
  await memory.afterTurn(scope, { messages: [message], turnId: 't1' });
  await memory.drain();
  assert.deepEqual(await contents(), ['I live in Paris.']);
});

test('a record says where it comes from', async () => {
  const { say, find, store } = setupEngine({
    '我对花生过敏。': learn({ attribute: 'allergy', value: '花生', entities: ['花生'] }),
  });
  await say('我对花生过敏。', { id: 'm1', createdAt: start - 5 * day });
  const [record] = await find();
  assert.ok(record !== undefined);
  assert.match(
    record.uri,
    /^ctx:\/\/a\/users\/u\/memories\/user_memory_fact\/我对花生过敏-[0-9a-f]{8}$/u,
  );
  assert.deepEqual(record.source, {
    provenance: 'owner',
    sessionId: 's',
    messageIds: ['m1'],
    quote: '我对花生过敏。',
    saidAt: start - 5 * day,
  });
  assert.equal(record.validFrom, start - 5 * day);
  assert.equal(record.ownerSpace, 'user:u');
  const [revision] = await store.listRevisions(scope, record.id);
  assert.equal(revision?.cause, 'extraction');
  assert.match(revision?.reason ?? '', /^job_/u);
  const entries = await store.listSearchEntries(scope, { afterSeq: 0, limit: 10 });
  const terms = entries.find(({ key }) => key === record.id)?.terms.split(' ');
  assert.ok(terms?.includes('忌口') && terms.includes('allergi'), 'found by other words for it');
});

test('get finds memories and messages by what a hit calls them, only in their scope', async () => {
  const { memory, find } = setupEngine({ 'I live in Paris.': city('Paris') });
  await memory.afterTurn(scope, {
    messages: [{ id: 'm/1', role: 'user', content: 'I live in Paris.' }],
    wait: true,
  });
  const [record] = await find();
  const byUri = await memory.get(scope, { uri: record?.uri ?? '' });
  assert.equal(byUri?.type === 'memory' && byUri.memory.id, record?.id);
  const { hits } = await memory.search(scope, 'Paris', { categories: ['full_context_memory'] });
  const uri = hits[0]?.uri ?? '';
  const message = await memory.get({ ...scope, sessionId: 'other' }, { uri });
  assert.equal(message?.type === 'message' && message.message.id, 'm/1');
  assert.equal((await memory.get(scope, { id: 'm/1' }))?.type, 'message');
  assert.equal(await memory.get({ ...scope, userId: 'bob' }, { uri }), undefined);
  assert.equal(await memory.get({ ...scope, accountId: 'b' }, { uri }), undefined);
});

test('a model that fails is asked again, is seen in health, and is replaced by rules in the end', async () => {
  let calls = 0;
  const { memory, contents, clock } = setupEngine(
    { 'I live in Paris.': city('Paris') },
    {
      modelName: 'test/broken',
      byModel: async () => {
        calls += 1;
        throw new AppError('model_failed', 'The model is away.');
      },
    },
  );
  const { learned } = await memory.afterTurn(scope, {
    messages: [{ role: 'user', content: 'I live in Paris.' }],
    wait: true,
  });
  assert.equal(learned, undefined);
  const health = await memory.health();
  assert.equal(health.status, 'degraded');
  assert.equal(health.llm, 'test/broken');
  assert.equal(health.queue.pending, 1);
  for (let round = 0; round < 4; round += 1) {
    clock.advance(10_000);
    await memory.drain();
  }
  assert.equal(calls, 2);
  assert.deepEqual(await contents(), ['I live in Paris.']);
});

test('learning the same stretch at once from several sides learns it once', async () => {
  const { memory, contents } = setupEngine({ 'I live in Paris.': city('Paris') });
  const turn = { messages: [{ role: 'user' as const, content: 'I live in Paris.' }], turnId: 't' };
  await memory.afterTurn(scope, turn);
  const results = await Promise.all([
    memory.afterTurn(scope, { ...turn, wait: true }),
    memory.afterTurn(scope, { ...turn, wait: true }),
    memory.drain(),
  ]);
  assert.equal(results.length, 3);
  assert.deepEqual(await contents(), ['I live in Paris.']);
});

test('a search finds what was just learned, in the other language too', async () => {
  const { memory, say } = setupEngine({
    'I am allergic to peanuts.': learn({ attribute: 'allergy', value: 'peanuts' }),
  });
  await say('I am allergic to peanuts.');
  const { hits } = await memory.search(scope, '我有什么忌口？');
  assert.equal(hits[0]?.category, 'user_memory_fact');
});

test('a long import is learned from in several short jobs, and waiting waits for all of them', async () => {
  const table = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`I own book number ${index}.`, learn()]),
  );
  const { memory, clock, store } = setupEngine(table, {
    rules: async (input, options) => {
      clock.advance(2_000);
      return scriptedExtractor(table)(input, options);
    },
  });
  const messages = Object.keys(table).map((content) => ({ role: 'user' as const, content }));
  await memory.ingest(scope, messages.slice(0, 150));
  await memory.drain();
  const records = await store.findMemories(scope, { limit: 300 });
  assert.equal(records.length, 150);
  const revisions = await Promise.all(records.map(({ id }) => store.listRevisions(scope, id)));
  assert.equal(new Set(revisions.flat().map(({ reason }) => reason)).size, 2);
  const { learned } = await memory.afterTurn(scope, { messages: messages.slice(150), wait: true });
  assert.equal(learned?.added, 50);
});

test('a turn costs one read of the session and one commit', async () => {
  const store = memoryMemoryStore();
  const calls: string[] = [];
  const counting = new Proxy(store, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        calls.push(String(name));
        return Reflect.apply(value, target, args);
      };
    },
  });
  const { memory } = setupEngine({}, { store: counting, jobs: counting });
  const messages = [{ role: 'user' as const, content: 'hi' }];
  await memory.afterTurn(scope, { messages, turnId: 't1' });
  assert.deepEqual(calls, ['getSessionState', 'listMessages', 'commit']);
});
