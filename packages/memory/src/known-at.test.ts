import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, day, engineScope, setupEngine, start } from './testing/engine-fixture.ts';

const scope = engineScope;
const categories = ['user_memory_fact'] as const;

/** Day 1: Paris. Day 2: Berlin. Day 3: Berlin is reworded. Day 4: it is forgotten. */
async function lived() {
  const engine = setupEngine({
    'I live in Paris.': city('Paris'),
    'I moved to Berlin.': city('Berlin'),
  });
  await engine.say('I live in Paris.');
  await engine.say('I moved to Berlin.');
  const { library } = engine.memory;
  const [berlin] = (await library.list(scope)).memories;
  assert.ok(berlin);
  engine.clock.advance(day);
  await library.edit(scope, berlin.id, { content: 'I moved to Berlin in spring.' });
  engine.clock.advance(day);
  await library.forget(scope, berlin.id);
  const search = async (query: string, asOf?: number): Promise<readonly string[]> => {
    const options = { categories, ...(asOf === undefined ? {} : { asOf }) };
    return (await engine.memory.search(scope, query, options)).hits.map(({ text }) => text);
  };
  const list = async (asOf: number) => {
    const { memories, total } = await library.list(scope, { asOf });
    return [total, ...memories.map(({ content }) => content)];
  };
  return { ...engine, library, berlin, search, list };
}

test('a search of the past finds what was known then, in the words of then', async () => {
  const { search } = await lived();
  assert.deepEqual(await search('Paris'), []);
  assert.deepEqual(await search('Paris', start), []);
  assert.deepEqual(await search('Paris', start + day), ['I live in Paris.']);
  assert.deepEqual(await search('Paris', start + 2 * day), []);
  assert.deepEqual(await search('Berlin', start + day), []);
  assert.deepEqual(await search('Berlin', start + 2 * day), ['I moved to Berlin.']);
  assert.deepEqual(await search('Berlin', start + 3 * day), ['I moved to Berlin in spring.']);
  assert.deepEqual(await search('Berlin', start + 4 * day), []);
  assert.deepEqual(await search('Berlin'), []);
});

test('an index that is loaded anew knows the past as well', async () => {
  const { store, clock, search } = await lived();
  const fresh = setupEngine({}, { store, jobs: store, clock });
  const { hits } = await fresh.memory.search(scope, 'Paris', { asOf: start + day, categories });
  assert.deepEqual(
    hits.map(({ text }) => text),
    await search('Paris', start + day),
  );
});

test('a list of the past has what was known then, and what was undone since', async () => {
  const { library, berlin, list, search } = await lived();
  assert.deepEqual(await list(start), [0]);
  assert.deepEqual(await list(start + day), [1, 'I live in Paris.']);
  assert.deepEqual(await list(start + 2 * day), [1, 'I moved to Berlin.']);
  assert.deepEqual(await list(start + 4 * day), [0]);
  await library.undo(scope, berlin.id);
  assert.deepEqual(await list(start + 4 * day), [1, 'I moved to Berlin in spring.']);
  assert.deepEqual(await search('Berlin', start + 4 * day), ['I moved to Berlin in spring.']);
});

test('messages that were not recorded yet are not known', async () => {
  const { memory, clock } = await lived();
  const message = { role: 'user', content: 'A telescope in the attic.', createdAt: start } as const;
  await memory.ingest(scope, [message]);
  const found = async (asOf: number) =>
    (await memory.search(scope, 'telescope', { asOf })).hits.some(
      ({ text }) => text === message.content,
    );
  assert.deepEqual([await found(clock.now()), await found(clock.now() - 1)], [true, false]);
});
