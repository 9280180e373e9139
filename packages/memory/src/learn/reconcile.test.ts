import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, day, engineScope, learn, setupEngine, start } from '../testing/engine-fixture.ts';
import type { Table } from '../testing/engine-fixture.ts';

const scope = engineScope;

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
      'I quit my job.': [{ action: 'retract', attribute: 'employer', value: 'Acme Corp' }],
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
    name: 'a change of taste',
    table: {
      我喜欢咖啡: learn({ attribute: 'likes', value: '咖啡' }),
      我喜欢茶: learn({ attribute: 'likes', value: '茶' }),
      我现在讨厌咖啡: learn({ attribute: 'dislikes', value: '咖啡' }),
    },
    say: ['我喜欢咖啡', '我喜欢茶', '我现在讨厌咖啡'],
    live: ['我喜欢茶', '我现在讨厌咖啡'],
    superseded: ['我喜欢咖啡'],
  },
  {
    name: 'the same plan on two days',
    table: {
      'Dentist on the 5th.': learn({
        attribute: 'plan',
        value: 'dentist',
        validFrom: start + 50 * day,
      }),
      'Dentist on the 9th.': learn({
        attribute: 'plan',
        value: 'dentist',
        validFrom: start + 90 * day,
      }),
    },
    say: ['Dentist on the 5th.', 'Dentist on the 9th.'],
    live: ['Dentist on the 5th.', 'Dentist on the 9th.'],
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
    const { say, contents } = setupEngine(table);
    for (const text of sayings) await say(text);
    assert.deepEqual(await contents(), live.toSorted());
    assert.deepEqual(await contents('superseded'), superseded.toSorted());
  });
}

test('what is superseded says by what, since when, and keeps its history', async () => {
  const { say, find, store, clock } = setupEngine({
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
  const { memory, contents, find } = setupEngine({
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
  const { memory, contents, store } = setupEngine({
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
