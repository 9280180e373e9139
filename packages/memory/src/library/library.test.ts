import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { city, day, engineScope, learn, setupEngine } from '../testing/engine-fixture.ts';

const scope = engineScope;
const table = {
  'I live in Paris.': city('Paris'),
  'I moved to Berlin.': city('Berlin'),
  'I live in Rome.': city('Rome'),
  我对花生过敏: learn({ attribute: 'allergy', value: '花生', importance: 0.9 }),
};

test('lists by words, category, time and importance, in pages with a total', async () => {
  const { memory, say, clock } = setupEngine(table);
  for (const text of Object.keys(table)) await say(text);
  const { library } = memory;
  const contents = async (query: Parameters<typeof library.list>[1]) => {
    const { memories, total } = await library.list(scope, query);
    return [total, ...memories.map(({ content }) => content)];
  };
  assert.deepEqual(await contents({}), [2, '我对花生过敏', 'I live in Rome.']);
  assert.deepEqual(await contents({ text: '花生' }), [1, '我对花生过敏']);
  assert.deepEqual(await contents({ text: 'LIVING', states: ['live', 'superseded'], limit: 1 }), [
    2,
    'I live in Rome.',
  ]);
  assert.deepEqual(await contents({ text: 'the' }), [0]);
  assert.deepEqual(await contents({ importanceMin: 0.8 }), [1, '我对花生过敏']);
  assert.deepEqual(await contents({ timeTo: clock.now() }), [1, 'I live in Rome.']);
  assert.deepEqual(await contents({ states: ['superseded'], order: 'said', limit: 1, offset: 1 }), [
    2,
    'I live in Paris.',
  ]);
  assert.deepEqual(await contents({ categories: ['user_memory_preference'] }), [0]);
  await assert.rejects(library.list(scope, { limit: 501 }), (error) =>
    hasCode(error, 'invalid_request'),
  );
});

test('what is created by hand is a person’s, supersedes, and is there only once', async () => {
  const { memory, say, contents } = setupEngine(table);
  await say('I live in Paris.');
  const { library } = memory;
  const made = await library.create(scope, {
    content: 'I moved to Berlin.',
    importance: 0.9,
    tags: [' home ', 'home', ''],
    validFrom: 5,
  });
  assert.equal(made.action, 'created');
  assert.equal(made.superseded.length, 1);
  assert.equal(made.memory.source.provenance, 'manual');
  assert.deepEqual([made.memory.tags, made.memory.validFrom], [['home'], 5]);
  assert.deepEqual(await contents(), ['I moved to Berlin.']);
  const again = await library.create(scope, { content: 'i moved to Berlin' });
  assert.deepEqual([again.action, again.memory.id], ['unchanged', made.memory.id]);
  const [first] = await library.history(scope, made.memory.id);
  assert.deepEqual([first?.cause, first?.revision], ['person', 1]);
});

test('secrets, empty texts and impossible fields are refused, with the field', async () => {
  const { memory } = setupEngine();
  const refused = async (fields: object, path: string) =>
    assert.rejects(
      memory.library.create(scope, { content: 'fine', ...fields }),
      (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === path,
    );
  await refused({ content: ' ' }, 'content');
  await refused({ content: 'My password is hunter2x.' }, 'content');
  await refused({ importance: 2 }, 'importance');
  await refused({ validFrom: 2, validTo: 1 }, 'validTo');
  await refused({ tags: ['x'.repeat(101)] }, 'tags');
});

test('forgetting blocks the statement; undoing it brings it back and lifts the block', async () => {
  const { memory, say, contents } = setupEngine(table);
  await say('I live in Paris.');
  const { library } = memory;
  const [{ id } = { id: '' }] = (await library.list(scope)).memories;
  assert.ok((await library.forget(scope, id, { revision: 1 })).deletedAt);
  await say('I live in Paris.');
  assert.deepEqual(await contents(), []);
  await assert.rejects(library.forget(scope, id), (error) => hasCode(error, 'not_found'));
  const undone = await library.undo(scope, id);
  assert.deepEqual([undone.restored, undone.memory.revision], [1, 3]);
  assert.equal(
    (await memory.search(scope, 'Paris', { categories: ['user_memory_fact'] })).hits.length,
    1,
  );
  await library.undo(scope, id);
  await say('I live in Paris.');
  assert.deepEqual(await contents(), [], 'the undone undo has set the tombstone again');
});

test('an edit is a revision that says what changed; a stale one is refused', async () => {
  const { memory, say, clock } = setupEngine(table);
  await say('I live in Paris.');
  const { library } = memory;
  const [before] = (await library.list(scope)).memories;
  assert.ok(before);
  clock.advance(day);
  const after = await library.edit(scope, before.id, {
    content: 'I moved to Berlin.',
    importance: 0.2,
    category: 'user_memory_decision',
    validTo: clock.now() + day,
    revision: 1,
  });
  assert.deepEqual(
    [after.value, after.source.provenance, after.revision, after.source.saidAt],
    ['Berlin', 'manual', 2, clock.now()],
  );
  assert.match(after.uri, /\/user_memory_decision\//u);
  assert.equal((await memory.search(scope, 'Berlin')).hits[0]?.id, before.id);
  const [entry] = await library.history(scope, before.id);
  assert.deepEqual(
    entry?.changes.map(({ field }) => field),
    ['content', 'category', 'value', 'importance', 'source', 'validTo'],
  );
  await assert.rejects(
    library.edit(scope, before.id, { importance: 1, revision: 1 }),
    (error) => hasCode(error, 'conflict') && error.details?.['revision'] === 2,
  );
  assert.equal((await library.edit(scope, before.id, { importance: 0.2 })).revision, 2);
  await assert.rejects(
    library.edit(scope, before.id, { category: 'self_improving_errors' }),
    (error) => hasCode(error, 'invalid_request'),
  );
  const undone = await library.undo(scope, before.id, { revision: 1 });
  assert.deepEqual(
    [undone.memory.content, undone.memory.category],
    [before.content, before.category],
  );
  await assert.rejects(library.undo(scope, before.id, { revision: 3 }), (error) =>
    hasCode(error, 'invalid_request'),
  );
});

test('an undone supersession names what contradicts it, or ends that', async () => {
  const { memory, say, contents } = setupEngine(table);
  await say('I live in Paris.');
  await say('I moved to Berlin.');
  const { library } = memory;
  const [old] = (await library.list(scope, { states: ['superseded'] })).memories;
  assert.ok(old);
  const named = await library.undo(scope, old.id);
  assert.deepEqual(
    [named.conflicts.map(({ content }) => content), named.superseded],
    [['I moved to Berlin.'], []],
  );
  assert.deepEqual(await contents(), ['I live in Paris.', 'I moved to Berlin.']);
  await library.undo(scope, old.id);
  const ended = await library.undo(scope, old.id, { supersede: true });
  assert.equal(ended.superseded.length, 1);
  assert.deepEqual(await contents(), ['I live in Paris.']);
  const [berlin] = (await library.list(scope, { states: ['superseded'] })).memories;
  assert.equal(berlin?.supersededBy, old.id);
});

test('nobody reaches what another person or agent has', async () => {
  const { memory } = setupEngine();
  const { library } = memory;
  const { memory: lesson } = await library.create(scope, {
    content: 'Run the tests first.',
    category: 'self_improving_learnings',
  });
  for (const other of [
    { ...scope, userId: 'v' },
    { ...scope, accountId: 'b' },
    { ...scope, agentId: 'x' },
  ]) {
    assert.equal(await library.get(other, lesson.id), undefined);
    const calls = [
      library.edit(other, lesson.id, { importance: 0 }),
      library.forget(other, lesson.id),
      library.history(other, lesson.id),
      library.undo(other, lesson.id),
    ];
    for (const call of calls) await assert.rejects(call, (error) => hasCode(error, 'not_found'));
  }
});
