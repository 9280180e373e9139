import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { scriptedEmbeddingModel } from '../testing/scripted-embedding-model.ts';
import { dog, remarks, scope, setupVectors } from './vectors.fixture.ts';

test('another model fills a space of its own while searches use the old one, then takes over at once', async () => {
  const old = setupVectors();
  await old.tell(dog, ...remarks(30));
  const model = scriptedEmbeddingModel('new');
  model.dimensions = 96;
  const used: string[] = [];
  const { memory, traceOf, settle, store } = setupVectors(
    { model, modelOf: ({ model: name }) => (name === 'm' ? old.model : undefined) },
    old.store,
  );
  model.before = async (values) => {
    if (values.includes('豆豆')) return;
    const trace = await traceOf('豆豆');
    used.push(trace?.status === 'used' ? trace.model : 'none');
    assert.equal((await memory.search(scope, '豆豆')).hits[0]?.text, dog);
  };
  assert.equal((await traceOf('豆豆'))?.status, 'used');
  assert.equal(await memory.vectors.resume(), 1);
  await memory.drain();
  assert.equal(used.length, 8);
  assert.deepEqual(new Set(used), new Set(['test/m']), 'never mixed');
  const trace = await traceOf('豆豆');
  assert.equal(trace?.status === 'used' && trace.model, 'test/new');
  await settle(1);
  const spaces = await store.vectors.listSpaces(scope);
  assert.deepEqual(
    spaces.map(({ model: name, state, dimensions }) => [name, state, dimensions]),
    [['new', 'active', 96]],
  );
});

test('without the old model searches use words alone until the new space is full', async () => {
  const old = setupVectors();
  await old.tell(dog, ...remarks(10));
  const model = scriptedEmbeddingModel('new');
  const { memory, traceOf } = setupVectors({ model }, old.store);
  const before = await traceOf('豆豆');
  assert.match(before?.status === 'skipped' ? before.reason : '', /not configured any more/u);
  assert.equal((await memory.search(scope, '豆豆')).hits[0]?.text, dog);
  await memory.vectors.resume();
  await memory.drain();
  assert.equal((await traceOf('狗'))?.status, 'used');
});

test('force embeds everything anew, also in another length, and what comes meanwhile too', async () => {
  const { memory, model, tell, settle, traceOf } = setupVectors();
  await tell(dog, ...remarks(9));
  model.dimensions = 32;
  const begun = await memory.vectors.reembed(scope, { force: true });
  assert.equal(begun.isComplete, false);
  assert.deepEqual(
    begun.spaces.map(({ state, dimensions }) => [state, dimensions]),
    [
      ['active', 64],
      ['filling', 32],
    ],
  );
  await memory.ingest(scope, [{ role: 'user', content: 'came meanwhile' }]);
  await settle();
  const { spaces, isComplete } = await memory.vectors.status(scope);
  assert.deepEqual([isComplete, spaces.length, spaces[0]?.vectors], [true, 1, 11]);
  assert.equal((await traceOf('豆豆'))?.status, 'used');
});

test('force with a model that is down begins nothing', async () => {
  const { memory, model, tell } = setupVectors();
  await tell(dog);
  model.failure = new AppError('unavailable', 'The model is down.');
  await assert.rejects(memory.vectors.reembed(scope, { force: true }), { code: 'unavailable' });
  assert.equal((await memory.vectors.status(scope)).spaces.length, 1);
});

test('a person without memories is complete', async () => {
  const { memory } = setupVectors();
  assert.deepEqual(await memory.vectors.status({ ...scope, userId: 'new' }), {
    model: 'test/m',
    isComplete: true,
    spaces: [],
    failure: null,
  });
});
