import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, engineScope as scope, setupEngine } from '../testing/engine-fixture.ts';
import { fitsTopic, termsOf, topicOf } from './topic-buffer.ts';
import { createWorkingSets } from './working-sets.ts';

const garden = 'The tomatoes in the garden need water every morning.';
const train = 'The train to Hangzhou leaves at nine.';

/** An engine that was told of a garden and a train in an earlier session. */
async function setup() {
  const engine = setupEngine({ 'I moved to Oslo.': city('Oslo') });
  await engine.memory.ingest({ ...scope, sessionId: 'earlier' }, [
    { role: 'user', content: garden, id: 'g' },
    { role: 'user', content: train, id: 't' },
  ]);
  await engine.memory.drain();
  const { conversations } = engine.memory;
  const compose = (prompt: string) => engine.memory.compose(scope, { messages: [], prompt });
  const counts = async () => {
    const { bufferHits, bufferMisses } = await conversations.sessionWorkingSet(scope);
    return [bufferHits, bufferMisses];
  };
  return { ...engine, conversations, compose, counts };
}

test('what was prefetched takes the place of a search while the topic fits', async () => {
  const { conversations, compose, counts } = await setup();
  const ahead = await conversations.prefetch(scope, { prompt: 'water for the tomatoes' });
  assert.equal(ahead.candidates[0]?.id, 'g');
  assert.match(ahead.topic, /tomatoes/u);
  const fitting = await compose('Do the tomatoes need water?');
  assert.match(fitting.systemPromptAddition, /tomatoes/u);
  assert.deepEqual(await counts(), [1, 0]);
  const other = await compose('When does my train to Hangzhou leave?');
  assert.match(other.systemPromptAddition, /leaves at nine/u);
  assert.deepEqual(await counts(), [1, 1]);
  assert.deepEqual((await conversations.sessionWorkingSet(scope)).buffered, []);
});

test('a buffer is of its session alone, and is searched afresh once a memory changed', async () => {
  const { conversations, compose, counts, memory } = await setup();
  await conversations.prefetch(scope, { messages: [{ role: 'user', content: garden }], topK: 1 });
  const elsewhere = { ...scope, sessionId: 'elsewhere' };
  await memory.compose(elsewhere, { messages: [], prompt: garden });
  assert.equal((await conversations.sessionWorkingSet(elsewhere)).bufferHits, 0);
  await memory.ingest(elsewhere, [{ role: 'user', content: 'Nothing to learn here.' }]);
  await memory.drain();
  await compose('garden tomatoes');
  assert.deepEqual(await counts(), [1, 0]);
  await memory.ingest(elsewhere, [{ role: 'user', content: 'I moved to Oslo.' }]);
  await memory.drain();
  await compose('garden tomatoes');
  assert.deepEqual(await counts(), [1, 1]);
});

test('the working set knows what was injected, at which revision', async () => {
  const { conversations, compose, memory, find } = await setup();
  await memory.ingest(scope, [{ role: 'user', content: 'I moved to Oslo.', id: 'o' }]);
  await memory.drain();
  await compose('Which city did I move to? And the tomatoes?');
  const set = await conversations.sessionWorkingSet(scope);
  const [oslo] = await find();
  assert.ok(set.injected.some(({ id, revision }) => id === oslo?.id && revision === 1));
  assert.ok(set.injected.some(({ id, revision }) => id === 'g' && revision === undefined));
  assert.match(set.topic, /Oslo/u);
});

test('disposing learns what is pending and lets the working set go', async () => {
  const { conversations, memory, contents } = await setup();
  await memory.ingest(scope, [{ role: 'user', content: 'I moved to Oslo.' }]);
  const before = await conversations.sessionWorkingSet(scope);
  assert.equal(before.pendingMessages, 1);
  assert.ok(before.pendingTokens > 0);
  assert.deepEqual(await conversations.dispose(scope), { flushed: true });
  assert.equal((await contents()).length, 1);
  const after = await conversations.sessionWorkingSet(scope);
  assert.partialDeepStrictEqual(after, { pendingMessages: 0, injected: [], buffered: [] });
  assert.deepEqual(await conversations.dispose({ ...scope, sessionId: 'x' }), { flushed: true });
});

test('idle sessions of the agent are evicted, and their pending messages left to jobs', async () => {
  const { conversations, memory, clock, contents } = await setup();
  await memory.ingest(scope, [{ role: 'user', content: 'I moved to Oslo.' }]);
  await memory.ingest({ ...scope, userId: 'other' }, [{ role: 'user', content: 'Hello.' }]);
  clock.advance(60_000);
  await memory.ingest({ ...scope, sessionId: 'fresh' }, [{ role: 'user', content: 'Hello.' }]);
  const evict = (maxIdleSeconds: number) =>
    conversations.evictIdleSessions(scope, { maxIdleSeconds });
  assert.deepEqual(await evict(61), { evicted: [] });
  assert.deepEqual(await evict(60), { evicted: ['earlier', 's'] });
  assert.deepEqual(await evict(0), { evicted: ['fresh'] });
  await memory.drain();
  assert.equal((await contents()).length, 1);
});

test('only so many working sets are kept, the most active ones', () => {
  let now = 0;
  const sets = createWorkingSets({ now: () => (now += 1) }, { maxSessions: 2 });
  const at = (sessionId: string) => ({ ...scope, sessionId });
  for (const id of ['a', 'b', 'a', 'c']) sets.touch(at(id));
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => sets.find(at(id)) !== undefined),
    [true, false, true],
  );
});

test('a prompt fits a topic by its words, in both languages', () => {
  const cases: readonly (readonly [query: string, prompt: string, fits: boolean])[] = [
    ['planning the trip to Hangzhou', 'How long is the trip to Hangzhou?', true],
    ['planning the trip to Hangzhou', 'What is the name of my cat?', false],
    ['杭州出差的安排', '杭州出差', true],
    ['杭州出差的安排', '我的猫叫什么名字？', false],
    ['planning the trip to Hangzhou', 'and then?', true],
  ];
  for (const [query, prompt, fits] of cases) {
    assert.equal(fitsTopic(prompt, termsOf(query)), fits, `${query} / ${prompt}`);
  }
  assert.equal(topicOf([]), '');
  assert.match(topicOf(['杭州出差的安排']), /杭州/u);
});
