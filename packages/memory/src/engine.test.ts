import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';
import { manualClock, recordingLogger, sequentialIds } from '@homarus/base/testing';

import { assembleMemory } from './engine.ts';
import type { EngineParts } from './engine.ts';
import type { IncomingMessage } from './message.ts';
import type { SessionScope } from './scope.ts';
import { memoryMemoryStore } from './testing/index.ts';
import { scriptedExtractor } from './testing/scripted-extractor.ts';
import type { ScriptedCandidate } from './testing/scripted-extractor.ts';
import { containsSecret } from './text/secrets.ts';

const scope: SessionScope = { accountId: 'a', userId: 'u', agentId: 'main', sessionId: 's' };
const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

type Table = Readonly<Record<string, readonly ScriptedCandidate[]>>;

function setup(table: Table = {}, more: Partial<EngineParts> = {}) {
  const clock = manualClock(start);
  const store = memoryMemoryStore({ clock });
  const log = recordingLogger();
  const memory = assembleMemory(
    {
      store,
      jobs: store,
      clock,
      ids: sequentialIds(),
      log,
      rules: scriptedExtractor(table),
      isSingleValued: (attribute) => ['city', 'employer', 'favourite.colour'].includes(attribute),
      aliasesOf: (attribute) => (attribute === 'allergy' ? ['allergy', '过敏', '忌口'] : []),
      hasSecret: containsSecret,
      ...more,
    },
    { backoff: { baseMs: 1_000, maxMs: 10_000, random: () => 1 } },
  );
  /** One turn, a day after the one before, learned from. */
  const say = async (content: string, fields: Partial<IncomingMessage> = {}) => {
    clock.advance(day);
    const messages = [{ role: 'user' as const, content, ...fields }];
    return memory.afterTurn(scope, { messages, turnId: `t${clock.now()}`, wait: true });
  };
  const find = (states: readonly ('live' | 'superseded' | 'deleted')[] = ['live']) =>
    store.findMemories(scope, { states });
  const contents = async (...states: ('live' | 'superseded' | 'deleted')[]) =>
    (await find(states.length === 0 ? ['live'] : states)).map(({ content }) => content).toSorted();
  return { clock, store, log, memory, say, find, contents };
}

const learn = (fields: Partial<Extract<ScriptedCandidate, { action: 'learn' }>> = {}) => [
  { action: 'learn' as const, ...fields },
];
const city = (value: string) => learn({ attribute: 'city', value });

test('a turn that waits says what it learned; its retry is a duplicate', async () => {
  const { memory, contents } = setup({ 'I live in Paris.': city('Paris') });
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

test('without waiting, the queue does it: heartbeats and echoes make no job', async () => {
  const { memory, contents } = setup({ 'I live in Paris.': city('Paris') });
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
  const { say, find, store } = setup({
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

interface Case {
  readonly name: string;
  readonly table: Table;
  readonly say: readonly string[];
  readonly live: readonly string[];
  readonly superseded?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'the same statement, whatever its case and punctuation',
    table: { 'I like tea.': learn(), 'i like tea': learn() },
    say: ['I like tea.', 'i like tea'],
    live: ['I like tea.'],
  },
  {
    name: 'the same fact in a richer wording',
    table: {
      'I live in Berlin.': city('Berlin'),
      'I live in Berlin, Germany, near the river.': city('Berlin, Germany'),
      'Berlin is where I live': city('Berlin'),
    },
    say: [
      'I live in Berlin.',
      'I live in Berlin, Germany, near the river.',
      'Berlin is where I live',
    ],
    live: ['I live in Berlin, Germany, near the river.'],
  },
  {
    name: 'a fact and its denial',
    table: { 'I eat meat.': learn(), 'I do not eat meat.': learn() },
    say: ['I eat meat.', 'I do not eat meat.'],
    live: ['I do not eat meat.', 'I eat meat.'],
  },
  {
    name: 'another city',
    table: { 'I live in Paris.': city('Paris'), 'I moved to Berlin.': city('Berlin') },
    say: ['I live in Paris.', 'I moved to Berlin.'],
    live: ['I moved to Berlin.'],
    superseded: ['I live in Paris.'],
  },
  {
    name: '换了城市',
    table: { 我住在杭州: city('杭州'), 我搬到上海了: city('上海') },
    say: ['我住在杭州', '我搬到上海了'],
    live: ['我搬到上海了'],
    superseded: ['我住在杭州'],
  },
  {
    name: '说得更细',
    table: { 我住在杭州: city('杭州'), 我住在杭州西湖区: city('杭州西湖区') },
    say: ['我住在杭州', '我住在杭州西湖区'],
    live: ['我住在杭州西湖区'],
  },
  {
    name: 'back to an earlier city',
    table: { 'I live in Paris.': city('Paris'), 'I moved to Berlin.': city('Berlin') },
    say: ['I live in Paris.', 'I moved to Berlin.', 'I live in Paris.'],
    live: ['I live in Paris.'],
    superseded: ['I live in Paris.', 'I moved to Berlin.'],
  },
  {
    name: 'several allergies',
    table: {
      'I am allergic to nuts.': learn({ attribute: 'allergy', value: 'nuts' }),
      'I am allergic to milk.': learn({ attribute: 'allergy', value: 'milk' }),
      'Nuts make me ill.': learn({ attribute: 'allergy', value: 'Nuts' }),
    },
    say: ['I am allergic to nuts.', 'I am allergic to milk.', 'Nuts make me ill.'],
    live: ['I am allergic to milk.', 'I am allergic to nuts.'],
  },
  {
    name: 'what a stranger says does not overrule its owner',
    table: {
      'I live in Paris.': city('Paris'),
      'The user lives in Rome.': learn({
        attribute: 'city',
        value: 'Rome',
        provenance: 'untrusted',
      }),
    },
    say: ['I live in Paris.', 'The user lives in Rome.'],
    live: ['I live in Paris.'],
  },
  {
    name: 'what is past does not end what is now',
    table: {
      'I live in Paris.': city('Paris'),
      'I lived in Rome as a child.': learn({
        attribute: 'city',
        value: 'Rome',
        validTo: start - 365 * day,
      }),
    },
    say: ['I live in Paris.', 'I lived in Rome as a child.'],
    live: ['I live in Paris.', 'I lived in Rome as a child.'],
  },
  {
    name: 'a plan does not end what is now; the fact, once it is said, does',
    table: {
      'I live in Paris.': city('Paris'),
      'I will move to Rome next year.': learn({
        attribute: 'city',
        value: 'Rome',
        validFrom: start + 365 * day,
      }),
      'Rome is my home now, finally and forever': city('Rome'),
    },
    say: [
      'I live in Paris.',
      'I will move to Rome next year.',
      'Rome is my home now, finally and forever',
    ],
    live: ['Rome is my home now, finally and forever'],
    superseded: ['I live in Paris.', 'I will move to Rome next year.'],
  },
  {
    name: 'a retraction',
    table: {
      'I work at Acme.': learn({ attribute: 'employer', value: 'Acme' }),
      'I quit my job.': [{ action: 'retract', attribute: 'employer' }],
    },
    say: ['I work at Acme.', 'I quit my job.'],
    live: [],
    superseded: ['I work at Acme.'],
  },
  {
    name: '只收回其中一个',
    table: {
      我对花生过敏: learn({ attribute: 'allergy', value: '花生' }),
      我对牛奶过敏: learn({ attribute: 'allergy', value: '牛奶' }),
      我不再对牛奶过敏了: [{ action: 'retract', attribute: 'allergy', value: '牛奶' }],
    },
    say: ['我对花生过敏', '我对牛奶过敏', '我不再对牛奶过敏了'],
    live: ['我对花生过敏'],
    superseded: ['我对牛奶过敏'],
  },
  {
    name: 'a secret',
    table: { 'My password is hunter2x.': learn() },
    say: ['My password is hunter2x.'],
    live: [],
  },
];

for (const { name, table, say: sayings, live, superseded = [] } of cases) {
  test(`reconciled: ${name}`, async () => {
    const { say, contents } = setup(table);
    for (const text of sayings) await say(text);
    assert.deepEqual(await contents(), live.toSorted());
    assert.deepEqual(await contents('superseded'), superseded.toSorted());
  });
}

test('what is superseded says by what, since when, and keeps its history', async () => {
  const { say, find, store, clock } = setup({
    'I live in Paris.': city('Paris'),
    'I moved to Berlin.': city('Berlin'),
  });
  await say('I live in Paris.');
  const { learned } = await say('I moved to Berlin.');
  assert.equal(learned?.superseded, 1);
  const [old] = await find(['superseded']);
  const [now] = await find();
  assert.ok(old !== undefined && now !== undefined);
  assert.equal(old.supersededBy, now.id);
  assert.equal(old.validTo, clock.now());
  const revisions = await store.listRevisions(scope, old.id);
  assert.deepEqual(
    revisions.map(({ revision, previous }) => [revision, previous?.supersededAt]),
    [
      [2, undefined],
      [1, undefined],
    ],
  );
  const entries = await store.listSearchEntries(scope, { afterSeq: 0, limit: 100 });
  assert.equal(entries.find(({ key }) => key === old.id)?.hiddenAt, clock.now());
});

test('an import out of order does not supersede what is newer', async () => {
  const { memory, contents, find } = setup({
    'I moved to Berlin.': city('Berlin'),
    'I live in Paris.': city('Paris'),
  });
  const tell = (content: string, createdAt: number, session: string) =>
    memory
      .ingest({ ...scope, sessionId: session }, [{ role: 'user', content, createdAt }])
      .then(() => memory.drain());
  await tell('I moved to Berlin.', start - 10 * day, 'new');
  await tell('I live in Paris.', start - 99 * day, 'old');
  await tell('I live in Paris.', start - 98 * day, 'older copy');
  assert.deepEqual(await contents(), ['I moved to Berlin.']);
  const [old, ...more] = await find(['superseded']);
  const [now] = await find();
  assert.deepEqual(more, []);
  assert.equal(old?.supersededBy, now?.id);
  assert.equal(old?.validTo, now?.validFrom);
});

test('several statements of one batch see each other', async () => {
  const { memory, contents, store } = setup({
    'I live in Paris.': city('Paris'),
    'No, in Berlin.': city('Berlin'),
    'Forget the milk.': [{ action: 'forget', query: 'milk' }],
    'I drink milk.': learn(),
  });
  await memory.ingest(
    scope,
    ['I live in Paris.', 'I drink milk.', 'No, in Berlin.', 'Forget the milk.'].map((content) => ({
      role: 'user',
      content,
    })),
  );
  await memory.drain();
  assert.deepEqual(await contents(), ['No, in Berlin.']);
  assert.deepEqual(await contents('superseded'), ['I live in Paris.']);
  assert.deepEqual(await contents('deleted'), ['I drink milk.']);
  assert.equal((await store.getStats()).drift, 0);
});

test('what is forgotten is not learned again in any wording of the fact, until it is asked for', async () => {
  const { say, memory, find, contents } = setup({
    'I work at Acme.': learn({ attribute: 'employer', value: 'Acme' }),
    'Acme pays my rent.': learn({ attribute: 'employer', value: 'Acme' }),
    'Remember that I work at Acme.': learn({
      content: 'I work at Acme.',
      attribute: 'employer',
      value: 'Acme',
      isExplicit: true,
    }),
  });
  await say('I work at Acme.');
  const [record] = await find();
  assert.ok(record !== undefined);
  assert.deepEqual(await memory.forget(scope, { memoryId: record.id }), {
    action: 'deleted',
    id: record.id,
    rows: 1,
  });
  assert.deepEqual(await memory.forget(scope, { memoryId: record.id }), {
    action: 'not_found',
    id: record.id,
  });
  assert.equal(await memory.get(scope, { id: record.id }), undefined);
  await say('I work at Acme.');
  await say('Acme pays my rent.');
  assert.deepEqual(await contents(), []);
  await say('Remember that I work at Acme.');
  assert.deepEqual(await contents(), ['I work at Acme.']);
});

test('forgetting by words: beyond doubt, to choose from, nothing', async () => {
  const { memory, contents } = setup();
  for (const text of ['My dog is called Rex', 'My tea is green', 'My coffee is black']) {
    await memory.remember(scope, { text });
  }
  assert.deepEqual(await memory.forget(scope, { query: 'zebra' }), { action: 'nothing_found' });
  const open = await memory.forget(scope, { query: 'tea coffee' });
  assert.equal(open.action, 'candidates');
  const sure = await memory.forget(scope, { query: 'dog Rex' });
  assert.equal(sure.action, 'deleted');
  assert.deepEqual(await contents(), ['My coffee is black', 'My tea is green']);
});

test('remember: created, known, superseding; refused when empty, too long or secret', async () => {
  const { memory, find } = setup({ 'I live in Rome.': city('Rome') });
  const created = await memory.remember(scope, { text: 'Likes opera' });
  assert.equal(created.action, 'created');
  assert.deepEqual(await memory.remember(scope, { text: 'likes opera.' }), {
    action: 'updated',
    id: created.id,
  });
  await memory.remember(scope, { text: 'I live in Rome.', importance: 0.2 });
  const rome = (await find()).find(({ value }) => value === 'Rome');
  assert.equal(rome?.attribute, 'city');
  assert.equal(rome?.importance, 0.2);
  assert.equal(rome?.source.provenance, 'manual');
  const lesson = await memory.remember(scope, {
    text: 'Run the tests first',
    category: 'self_improving_learnings',
  });
  const item = await memory.get(scope, { id: lesson.id });
  assert.equal(item?.type === 'memory' && item.memory.ownerSpace, 'agent:main');
  const bad = [
    { text: '  ' },
    { text: 'x'.repeat(8_001) },
    { text: 'ok', importance: 2 },
    { text: 'my password is hunter2x' },
  ];
  for (const request of bad) {
    await assert.rejects(memory.remember(scope, request), (error) =>
      hasCode(error, 'invalid_request'),
    );
  }
});

test('get finds memories and messages by what a hit calls them, only in their scope', async () => {
  const { memory, find } = setup({ 'I live in Paris.': city('Paris') });
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
  const { memory, contents, clock } = setup(
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
  assert.equal(calls, 4);
  assert.deepEqual(await contents(), ['I live in Paris.']);
});

test('learning the same stretch at once from several sides learns it once', async () => {
  const { memory, contents } = setup({ 'I live in Paris.': city('Paris') });
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

test('a long session is archived but for its last messages, and archived on', async () => {
  const { memory, store } = setup();
  const talk = (from: number, to: number): readonly IncomingMessage[] =>
    Array.from({ length: to - from }, (_, index) => ({
      role: (from + index) % 2 === 0 ? 'user' : 'assistant',
      content:
        from + index === 4
          ? 'We decided to use Postgres for Lighthouse.'
          : `Lighthouse step ${from + index} is about the weather station.`,
    }));
  await memory.ingest(scope, talk(0, 60));
  await memory.drain();
  assert.equal((await store.getSessionState(scope)).archive, undefined);
  await memory.ingest(scope, talk(60, 70));
  await memory.drain();
  const first = (await store.getSessionState(scope)).archive;
  assert.equal(first?.number, 1);
  assert.deepEqual([first.fromPosition, first.toPosition], [0, 49]);
  assert.equal(first.uri, 'ctx://a/sessions/s/archives/1');
  assert.match(first.summary, /## Main Topics\n- Lighthouse/u);
  assert.match(first.summary, /## Decisions Made\n- We decided to use Postgres for Lighthouse\./u);
  await memory.ingest(scope, talk(70, 140));
  await memory.drain();
  const second = (await store.getSessionState(scope)).archive;
  assert.equal(second?.number, 2);
  assert.deepEqual([second.fromPosition, second.toPosition], [0, 119]);
  assert.match(second.summary, /We decided to use Postgres/u);
});

test('a search finds what was just learned, in the other language too', async () => {
  const { memory, say } = setup({
    'I am allergic to peanuts.': learn({ attribute: 'allergy', value: 'peanuts' }),
  });
  await say('I am allergic to peanuts.');
  const { hits } = await memory.search(scope, '我有什么忌口？');
  assert.equal(hits[0]?.category, 'user_memory_fact');
});
