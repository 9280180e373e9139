import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';

import { createMemory } from './create-memory.ts';
import { memoryMemoryStore } from './testing/index.ts';

const person = { accountId: 'a', userId: 'lin', agentId: 'main' };

async function converse(text: string, question: string, userId = 'lin') {
  const store = memoryMemoryStore();
  await using memory = createMemory({
    store,
    jobs: store,
    clock: systemClock,
    ids: createIds(),
    log: silentLogger,
  });
  await memory.afterTurn(
    { ...person, sessionId: 'one' },
    { messages: [{ role: 'user', content: text }], turnId: 't1', wait: true },
  );
  const scope = { ...person, userId, sessionId: 'another' };
  const composed = await memory.compose(scope, { messages: [], prompt: question });
  return { composed, memories: await store.findMemories(person, {}) };
}

test('what is said in one conversation is known in another, in Chinese', async () => {
  const { composed, memories } = await converse(
    '我叫小林，对花生过敏，下周三要去杭州出差。',
    '我有什么忌口？',
  );
  assert.ok(memories.length >= 3, 'name, allergy and trip');
  assert.match(composed.systemPromptAddition, /花生/u);
});

test('what is said in one conversation is known in another, in English', async () => {
  const { composed } = await converse(
    "I'm Alice and I'm allergic to peanuts. I work at Acme.",
    'What should I not eat?',
  );
  assert.match(composed.systemPromptAddition, /peanuts/u);
});

test('nobody else knows it', async () => {
  const { composed } = await converse('我对花生过敏。', '我有什么忌口？', 'bob');
  assert.equal(composed.systemPromptAddition, '');
  assert.deepEqual(composed.hits, []);
});

test('a memory that was corrected in the words of memories still says what it is about', async () => {
  const store = memoryMemoryStore();
  const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
  await using memory = createMemory({ store, jobs: store, ...deps });
  const made = await memory.library.create(person, { content: 'The user lives in Lisbon' });
  const edited = await memory.library.edit(person, made.memory.id, {
    content: 'The user lives in Porto',
  });
  assert.deepEqual([edited.attribute, edited.value], ['residence', 'Porto']);
  const next = await memory.library.create(person, { content: '用户住在杭州' });
  assert.deepEqual(next.superseded, [made.memory.id]);
});

test('a statement that names somebody and says more is not taken for their name', async () => {
  const store = memoryMemoryStore();
  const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
  await using memory = createMemory({ store, jobs: store, ...deps });
  const attributeOf = async (content: string) =>
    (await memory.library.create(person, { content })).memory.attribute;
  assert.equal(await attributeOf('My wife Carmen plays golf.'), undefined);
  assert.equal(await attributeOf('My wife Carmen plays chess.'), undefined);
  assert.equal(await attributeOf('My sister is called Anna.'), 'family.sister');
  assert.equal(await attributeOf('我妹妹叫小美'), 'family.sister');
  assert.equal((await store.findMemories(person, {})).length, 4);
});
