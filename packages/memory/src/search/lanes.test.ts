import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import type { StoredMessage } from '../message.ts';
import { memoryMemoryStore, sampleMessage, sampleScope } from '../testing/index.ts';
import { withTags } from '../text/tags.ts';
import { toTerms } from '../text/tokenize.ts';
import { defaultRankOptions } from './rank.ts';
import { createSearch } from './search.ts';

const now = Date.UTC(2026, 4, 20, 12);
const dayMs = 86_400_000;
const timeZone = 'UTC';

/** A search over one message a row, each of a conversation of its own unless it says which. */
async function over(rows: readonly Partial<StoredMessage>[]) {
  const clock = manualClock(now);
  const store = memoryMemoryStore({ clock });
  const nextOf = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const scope = sampleScope({ sessionId: row.sessionId ?? `s-${index}` });
    const position = nextOf.get(scope.sessionId) ?? 0;
    nextOf.set(scope.sessionId, position + 1);
    const message = sampleMessage(scope, { id: `m-${index}`, position, ...row });
    const { text, name, createdAt: base } = message;
    const search = withTags(toTerms(name, text), { text, base, timeZone, names: [name] });
    await store.commit(scope, { messages: [{ message, search }] });
  }
  const { search } = createSearch({ store, clock }, { timeZone });
  return async (query: string, limit?: number) =>
    search(sampleScope(), query, limit === undefined ? {} : { limit });
}

test('a date in the question favours what was said at that time, in both languages', async () => {
  const ask = await over([
    { text: 'We had dinner at the harbour.', createdAt: now - 40 * dayMs },
    { text: 'We had dinner at the market.', createdAt: now - dayMs },
    { text: '我们在河边吃了晚饭。', createdAt: now - 40 * dayMs },
    { text: '我们在楼下吃了晚饭。', createdAt: now - dayMs },
  ]);
  const english = await ask('Where did we have dinner yesterday?');
  assert.equal(english.hits[0]?.id, 'm-1');
  assert.ok(english.hits[0]?.lanes.some(({ lane }) => lane === 'time'));
  assert.equal((await ask('昨天在哪里吃晚饭？')).hits[0]?.id, 'm-3');
});

test('a question about nothing but a time finds what was said then', async () => {
  const ask = await over([
    { text: 'The piano was tuned.', createdAt: now - dayMs },
    { text: 'Rain all morning.', createdAt: now - 60 * dayMs },
  ]);
  const { hits } = await ask('What happened yesterday?');
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['m-0'],
  );
  assert.equal((await ask('What happened on 3 January 2019?')).abstained, true);
});

test('a date that a text speaks of counts, not only when it was said', async () => {
  const ask = await over([
    { text: 'The trip to Lisbon begins on 12 June 2026.', createdAt: now - 90 * dayMs },
    { text: 'The trip to Porto begins on 3 September 2026.', createdAt: now - 90 * dayMs },
  ]);
  assert.equal((await ask('Which trip begins in September 2026?')).hits[0]?.id, 'm-1');
  assert.equal((await ask('2026年6月的 trip 去哪里？')).hits[0]?.id, 'm-0');
});

test('what a named person said comes before what others said with the same words', async () => {
  const ask = await over([
    { text: 'I would love a cat.', name: 'Ann' },
    { text: 'I would love a cat.  ', name: 'Bob' },
    { text: '我想养猫。', name: '小林' },
    { text: '我想养猫啊。', name: '小王' },
  ]);
  const { hits } = await ask('Which animal would Bob love, a cat?');
  assert.equal(hits[0]?.id, 'm-1');
  assert.ok(hits[0].lanes.some(({ lane }) => lane === 'entity'));
  assert.equal((await ask('小王想养猫吗')).hits[0]?.id, 'm-3');
});

test('a word of the same family is found', async () => {
  const ask = await over([{ text: 'Her education took six years.' }, { text: 'Nothing at all.' }]);
  assert.equal((await ask('Was it educational?')).hits[0]?.id, 'm-0');
});

test('a long answer reaches other conversations before it repeats the best one', async () => {
  const told = Array.from({ length: 30 }, (_, index) => ({
    text: `garden seeds and garden soil, day ${index}`,
    sessionId: 's-garden',
  }));
  const ask = await over([...told, { text: 'seeds for the garden, said among many other words' }]);
  const { hits } = await ask('garden seeds', 30);
  const place = hits.findIndex(({ id }) => id === 'm-30');
  assert.equal(place, defaultRankOptions.spread.after);
});

test('a question about someone never heard of is answered only by what says most of it', async () => {
  const ask = await over([
    { text: 'Ann went to the pottery class with her sister.', name: 'Bob' },
    { text: 'Bob painted the fence green.', name: 'Ann' },
  ]);
  assert.equal((await ask('Where did Ann go with her sister?')).abstained, false);
  const stranger = 'When did Zelda and her sister buy tickets for the concert?';
  assert.equal((await ask(stranger)).abstained, true);
  assert.equal((await ask('Was the fence painted green by Zelda?')).hits[0]?.id, 'm-1');
});

test('a hit that stands far above the others is the whole answer', async () => {
  const ask = await over([
    { text: 'The spare key is under the blue flowerpot.' },
    ...Array.from({ length: 5 }, (_, index) => ({ text: `Flower ${index} was blue, I believe.` })),
  ]);
  const { hits } = await ask('Is the spare key under the flowerpot?');
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['m-0'],
  );
});

test('the message after the one that stands out may be the answer to it', async () => {
  const ask = await over([
    { text: 'Is the spare key under the flowerpot?', sessionId: 's-key' },
    { text: 'No, it hangs in the shed.', sessionId: 's-key' },
    ...Array.from({ length: 5 }, (_, index) => ({ text: `Flower ${index} was blue, I believe.` })),
  ]);
  const { hits } = await ask('the spare key under the flowerpot');
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['m-0', 'm-1'],
  );
});

test('what names what is asked for is found, in whichever language, and never beyond doubt', async () => {
  const ask = await over([
    { text: 'We picked up a golden retriever puppy.' },
    { text: '他家养了一只鹦鹉。' },
    { text: 'The roof was mended at last.' },
  ]);
  const found = async (query: string) => {
    const { hits } = await ask(query);
    assert.ok(hits.every(({ score }) => score <= 0.5));
    return hits.map(({ id }) => id).sort();
  };
  assert.deepEqual(await found('What pets do we have?'), ['m-0', 'm-1']);
  assert.deepEqual(await found('我们有什么宠物？'), ['m-0', 'm-1']);
  assert.deepEqual(await found('Which instruments do we play?'), []);
});

test('another word for the same is found, in whichever language', async () => {
  const rows = [
    { text: 'The movie was too long.' },
    { text: '这部电影太长了。' },
    { text: 'The bread was too hard.' },
  ];
  const { hits } = await (await over(rows))('my film');
  assert.deepEqual(hits.map(({ id }) => id).sort(), ['m-0', 'm-1']);
  const ask = await over([...rows, { text: 'That film was too long.' }]);
  assert.equal((await ask('my film')).hits[0]?.id, 'm-3');
});

test('a question about nobody is not answered by one everyday word', async () => {
  const ask = await over([
    { text: 'That was the high point of my week.' },
    { text: 'Our project needs another tester.' },
  ]);
  assert.equal((await ask('What is the boiling point of tungsten?')).abstained, true);
  assert.equal((await ask('How do I find the dew point of argon?')).abstained, true);
  assert.equal((await ask('What was my best point this winter?')).hits[0]?.id, 'm-0');
  assert.equal((await ask('the melting point of tin')).hits[0]?.id, 'm-0');
});
