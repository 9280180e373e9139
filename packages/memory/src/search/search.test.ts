import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import type { StoredMessage } from '../message.ts';
import type { MemoryChange, MemoryStore } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import { memoryMemoryStore, sampleMemory, sampleMessage, sampleScope } from '../testing/index.ts';
import { toTerms } from '../text/tokenize.ts';
import { createSearch } from './search.ts';

async function tell(
  store: MemoryStore,
  scope: SessionScope,
  lines: readonly (string | Partial<StoredMessage>)[],
): Promise<void> {
  const change: MemoryChange = {
    messages: lines.map((line, position) => {
      const fields = typeof line === 'string' ? { text: line } : line;
      const message = sampleMessage(scope, { position, ...fields });
      return { message, search: toTerms(message.name, message.text) };
    }),
  };
  await store.commit(scope, change);
}

async function learn(
  store: MemoryStore,
  scope: SessionScope,
  fields: Parameters<typeof sampleMemory>[1] & { readonly aliases?: string },
): Promise<void> {
  const { aliases, ...rest } = fields;
  const record = sampleMemory(scope, rest);
  await store.commit(scope, {
    memories: [
      {
        record,
        search: toTerms(record.content, aliases),
        revision: {
          memoryId: record.id,
          revision: 1,
          previous: undefined,
          cause: 'extraction',
          reason: undefined,
          createdAt: record.updatedAt,
        },
      },
    ],
  });
}

const scope = sampleScope();

test('finds messages in Chinese and English, best first, each with the lanes that found it', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, [
    'My sister adopted a greyhound called Biscuit.',
    '我下周三要去杭州出差。',
    'The weather was fine today.',
  ]);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const english = await search(scope, 'What is the name of the greyhounds?');
  assert.equal(english.hits[0]?.id, 'm-0');
  assert.deepEqual(english.hits[0]?.sourceMessageIds, ['m-0']);
  assert.equal(english.hits[0]?.lanes[0]?.lane, 'lexical');
  assert.equal(english.hits[0]?.lanes[0]?.rank, 1);
  assert.equal(english.abstained, false);
  const chinese = await search(scope, '什么时候去杭州？');
  assert.equal(chinese.hits[0]?.id, 'm-1');
});

test('a question that shares one two-character word finds it, however long it is', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['今天买了一台洗碗机，花了三千块。', '周末打算去爬山。']);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const question = '请问你还记得我上个月在网上商城订购的那一件厨房电器洗碗机究竟是哪个牌子吗';
  const { hits } = await search(scope, question);
  assert.equal(hits[0]?.id, 'm-0');
});

test('of a long text with something pasted the beginning and the end are the question', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['My sister adopted a greyhound called Biscuit.', '下周去杭州出差。']);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const pasted = 'of the and '.repeat(100_000);
  const found = async (text: string): Promise<readonly string[]> =>
    (await search(scope, text)).hits.map(({ id }) => id);
  assert.deepEqual((await found(`${pasted} Who has a greyhound?`)).slice(0, 1), ['m-0']);
  assert.deepEqual((await found(`杭州? ${pasted}`)).slice(0, 1), ['m-1']);
  assert.deepEqual(await found(`${pasted} greyhound ${pasted}`), []);
});

test('one-character questions find what has the character', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['我养了一只猫。', '我有一辆车。']);
  const { search } = createSearch({ store, clock: manualClock(0) });
  assert.deepEqual((await search(scope, '猫')).hits.map(({ id }) => id)[0], 'm-0');
});

test('says that it found nothing when nothing is relevant', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['I like tea.', '我喜欢喝茶。']);
  const { search } = createSearch({ store, clock: manualClock(0) });
  for (const query of ['quantum chromodynamics lecture', '火星探测器', '', '?!', 'the of and']) {
    assert.deepEqual(
      { query, ...(await search(scope, query)), tookMs: 0 },
      { query, hits: [], abstained: true, tookMs: 0 },
    );
  }
});

test('a memory and the message that it was learned from are one hit', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['I am allergic to peanuts.']);
  await learn(store, scope, {
    content: 'The user is allergic to peanuts.',
    aliases: '过敏 忌口 allergy',
    source: {
      provenance: 'owner',
      sessionId: 's-a',
      messageIds: ['m-0'],
      quote: undefined,
      saidAt: 1,
    },
  });
  const { search } = createSearch({ store, clock: manualClock(0) });
  assert.equal((await search(scope, 'allergic to peanuts')).hits.length, 1);
  const asked = await search(scope, '我有什么忌口？');
  assert.equal(asked.hits[0]?.text, 'The user is allergic to peanuts.');
  assert.equal(asked.hits[0]?.importance, 0.7);
});

test('superseded and deleted memories are not found', async () => {
  const store = memoryMemoryStore();
  await learn(store, scope, { content: 'Lives in Hangzhou.' });
  const { search } = createSearch({ store, clock: manualClock(0) });
  assert.equal((await search(scope, 'Hangzhou')).hits.length, 1);
  const [before] = await store.findMemories(scope, {});
  assert.ok(before);
  const record = { ...before, revision: 2, supersededAt: 5 };
  await store.commit(scope, {
    memories: [
      {
        record,
        search: toTerms(record.content),
        revision: {
          memoryId: record.id,
          revision: 2,
          previous: before,
          cause: 'extraction',
          reason: undefined,
          createdAt: 5,
        },
      },
    ],
  });
  assert.equal((await search(scope, 'Hangzhou')).abstained, true);
});

test('filters by category, session and time', async () => {
  const store = memoryMemoryStore();
  const other = sampleScope({ sessionId: 's-b' });
  await tell(store, scope, [
    { text: 'green tea in the morning', createdAt: 1_000 },
    { text: 'green tea it is', role: 'assistant', createdAt: 2_000 },
  ]);
  await tell(store, other, [{ text: 'green tea again', createdAt: 3_000 }]);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const texts = async (options: Parameters<typeof search>[2]): Promise<readonly string[]> =>
    (await search(scope, 'green tea', options)).hits.map(({ text }) => text).toSorted();
  assert.deepEqual(await texts({ categories: ['full_context_assistant'] }), ['green tea it is']);
  assert.deepEqual(await texts({ sessionId: 's-b' }), ['green tea again']);
  assert.deepEqual(await texts({ timeFrom: 1_000, timeTo: 2_000 }), ['green tea in the morning']);
  assert.deepEqual(await texts({ categories: ['user_memory_fact'] }), []);
  assert.equal((await texts({ limit: 2 })).length, 2);
});

test('no person sees another, and agents keep their conversations apart', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['the vault code word is marzipan']);
  await learn(store, scope, {
    content: 'The user loves marzipan.',
    source: {
      provenance: 'owner',
      sessionId: undefined,
      messageIds: [],
      quote: undefined,
      saidAt: 1,
    },
  });
  const { search } = createSearch({ store, clock: manualClock(0) });
  const count = async (fields: Partial<SessionScope>): Promise<number> =>
    (await search({ ...scope, ...fields }, 'marzipan')).hits.length;
  assert.equal(await count({}), 2);
  assert.equal(await count({ userId: 'u-b' }), 0);
  assert.equal(await count({ accountId: 'acct-b' }), 0);
  assert.equal(await count({ agentId: 'other' }), 1);
});

test('what was written a moment ago is found, also while another search runs', async () => {
  const store = memoryMemoryStore();
  const { search } = createSearch({ store, clock: manualClock(0) }, { pageSize: 2 });
  await tell(store, scope, ['alpha', 'beta', 'gamma', 'delta', 'epsilon']);
  const running = search(scope, 'alpha');
  await tell(store, sampleScope({ sessionId: 's-z' }), ['omega']);
  const late = await search(scope, 'omega');
  assert.equal(late.hits[0]?.text, 'omega');
  assert.equal((await running).hits[0]?.text, 'alpha');
});

test('an index that was dropped is loaded again', async () => {
  const store = memoryMemoryStore();
  const { search } = createSearch({ store, clock: manualClock(0) }, { maxEntries: 1 });
  const people = ['u-1', 'u-2'].map((userId) => sampleScope({ userId }));
  for (const person of people) await tell(store, person, [`hello from ${person.userId}`, 'bye']);
  for (const person of [...people, ...people]) {
    const { hits } = await search(person, 'hello');
    assert.equal(hits[0]?.text, `hello from ${person.userId}`);
  }
});

test('on the first day, one rare word of a longer request is found', async () => {
  for (const [fact, request] of [
    ['Robin is allergic to peanuts.', 'Make a plan for my trip, mind my allergies to peanuts'],
    ['王敏对花生过敏。', '帮我安排周末的聚餐，别忘了花生的事'],
  ] as const) {
    const store = memoryMemoryStore();
    await tell(store, scope, [fact]);
    const { search } = createSearch({ store, clock: manualClock(0) });
    assert.deepEqual(
      (await search(scope, request)).hits.map(({ text }) => text),
      [fact],
    );
    assert.deepEqual((await search(scope, 'Which printer should the office buy?')).hits, []);
  }
});

test('a question that was asked before does not push out what answers it', async () => {
  for (const [fact, question] of [
    ['My allergy: peanuts, since I was a child in Oslo.', 'Which allergy do I have?'],
    ['我们团队每周三下午三点开例会，在二号会议室。', '例会几点开？'],
  ] as const) {
    const store = memoryMemoryStore();
    const { search } = createSearch({ store, clock: manualClock(0) });
    await tell(store, scope, [fact, 'The weather is fine.', '今天天气不错。']);
    const textsOf = async () => (await search(scope, question)).hits.map(({ text }) => text);
    assert.equal((await textsOf())[0], fact);
    await tell(store, sampleScope({ sessionId: 's-later' }), [question]);
    assert.ok((await textsOf()).includes(fact), question);
  }
});

test('the trace tells terms and what was dropped', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, ['green tea', 'green tea', 'black coffee']);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const { trace, hits } = await search(scope, 'green tea', { trace: true });
  assert.deepEqual(
    trace?.terms.map(({ term }) => term),
    ['green', 'tea'],
  );
  assert.equal(hits.filter(({ text }) => text === 'green tea').length, 1);
  assert.ok((trace?.dropped['folded'] ?? 0) >= 1);
});

test('a word in the message before counts for the one after it', async () => {
  const store = memoryMemoryStore();
  await tell(store, scope, [
    'Where did you buy the telescope?',
    'At the shop beside the old bridge.',
    'Nice.',
    'Let us cook dinner.',
    'With rice and beans.',
  ]);
  const { search } = createSearch({ store, clock: manualClock(0) });
  const { hits } = await search(scope, 'telescope');
  const answer = hits.find(({ id }) => id === 'm-1');
  assert.ok(answer);
  assert.deepEqual(
    answer.lanes.map(({ lane }) => lane),
    ['context', 'session'],
  );
});

test('a message without words is never a hit, and its neighbours stay neighbours of it alone', async () => {
  const store = memoryMemoryStore();
  const echo = sampleMessage(scope, { position: 1, text: 'telescope, I recall', isEcho: true });
  await store.commit(scope, {
    messages: [
      { message: sampleMessage(scope, { text: 'my telescope' }), search: toTerms('my telescope') },
      { message: echo, search: toTerms() },
    ],
  });
  const { search } = createSearch({ store, clock: manualClock(0) });
  const { hits } = await search(scope, 'telescope');
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['m-0'],
  );
});
