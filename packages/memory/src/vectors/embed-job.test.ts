import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { dog, remarks, scope, setupVectors } from './vectors.fixture.ts';

test('what is stored is embedded once, in batches, and found by its vector', async () => {
  const { memory, model, tell, lanesOf } = setupVectors();
  await tell(dog, ...remarks(30));
  assert.equal(model.asked.length, 31);
  assert.ok((await lanesOf('豆豆')).includes('vector'));
  await tell('one more remark');
  assert.deepEqual(model.asked.slice(31), ['豆豆', 'one more remark']);
  const { isComplete, spaces, model: name } = await memory.vectors.status(scope);
  assert.deepEqual([isComplete, name], [true, 'test/m']);
  assert.deepEqual(
    spaces.map(({ state, vectors, failed, pending }) => [state, vectors, failed, pending]),
    [['active', 32, 0, 0]],
  );
  assert.equal((await memory.health()).embedding, 'test/m');
});

test('a long text is cut, echoes and hidden memories are not embedded', async () => {
  const { memory, model, tell } = setupVectors();
  await tell('long '.repeat(1_000));
  assert.equal(model.asked[0]?.length, 2_000);
  await memory.afterTurn(scope, {
    messages: [{ role: 'assistant', content: 'an echo', isEcho: true }],
  });
  await memory.drain();
  assert.equal(model.asked.length, 1);
});

test('a memory that changes in more than its words is not embedded again; one that goes takes its vector along', async () => {
  const { memory, model, store } = setupVectors();
  const { id } = await memory.remember(scope, { text: 'I live in Paris.', importance: 0.3 });
  await memory.drain();
  await memory.remember(scope, { text: 'I live in Paris.', importance: 0.9 });
  await memory.drain();
  assert.deepEqual(model.asked, ['I live in Paris.']);
  const [space] = await memory.vectors.status(scope).then(({ spaces }) => spaces);
  const spaceId = space?.id ?? '';
  assert.equal((await store.vectors.find(scope, { spaceId, keys: [id] })).length, 1);
  await memory.forget(scope, { memoryId: id });
  assert.equal((await store.vectors.find(scope, { spaceId, keys: [id] })).length, 0);
});

test('a poisoned text fails alone', async () => {
  const { memory, model, tell } = setupVectors();
  model.poison = 'POISON';
  await tell('one', 'two with POISON', 'three', 'four', 'five');
  const { spaces, isComplete } = await memory.vectors.status(scope);
  assert.deepEqual([spaces[0]?.vectors, spaces[0]?.failed, isComplete], [4, 1, true]);
  const { status, queue } = await memory.health();
  assert.deepEqual([status, queue], ['ok', { pending: 0, dead: 0 }]);
});

test('a model that is down delays embedding, shows in health, kills no job, and is made up for', async () => {
  const { memory, model, tell, settle, traceOf } = setupVectors();
  await tell('a cat');
  model.failure = new AppError('unavailable', 'The model is down.', { retryable: true });
  await tell(dog);
  const health = await memory.health();
  assert.equal(health.status, 'degraded');
  assert.equal(health.issues[0]?.code, 'embedding_failed');
  assert.match(health.issues[0].message, /The model is down/u);
  const { hits } = await memory.search(scope, '豆豆');
  assert.equal(hits[0]?.text, dog, 'words find it');
  assert.deepEqual(await traceOf('豆豆'), { status: 'skipped', reason: 'The model is down.' });
  await settle();
  assert.deepEqual((await memory.health()).queue, { pending: 1, dead: 0 });
  model.failure = undefined;
  await settle();
  assert.equal((await memory.vectors.status(scope)).isComplete, true);
  assert.equal((await memory.vectors.status(scope)).failure, null);
});

test('vectors of another length than before are refused, and nothing is stored', async () => {
  const { memory, model, tell, settle } = setupVectors();
  await tell('a cat');
  model.dimensions = 32;
  await tell(dog);
  const { failure, spaces } = await memory.vectors.status(scope);
  assert.match(failure ?? '', /answered 32 dimensions where 64/u);
  assert.deepEqual([spaces.length, spaces[0]?.vectors, spaces[0]?.pending], [1, 1, 1]);
  assert.equal((await memory.health()).status, 'degraded');
  model.dimensions = 64;
  await settle();
  assert.equal((await memory.vectors.status(scope)).spaces[0]?.vectors, 2);
});

test('an answer of another length than asked for is refused from the start', async () => {
  const { memory, tell } = setupVectors({ dimensions: 128 });
  await tell(dog);
  const { failure, spaces } = await memory.vectors.status(scope);
  assert.match(failure ?? '', /answered 64 dimensions where 128/u);
  assert.deepEqual(spaces, []);
});

test('writes do not wait for the model', async () => {
  const { memory, model } = setupVectors();
  const { promise, resolve } = Promise.withResolvers<void>();
  model.before = () => promise;
  await memory.ingest(scope, [{ role: 'user', content: dog }]);
  const draining = memory.drain();
  await memory.ingest(scope, [{ role: 'user', content: 'another' }]);
  assert.equal((await memory.search(scope, '豆豆')).hits[0]?.text, dog);
  resolve();
  await draining;
  await memory.drain();
  assert.equal((await memory.vectors.status(scope)).spaces[0]?.vectors, 2);
});

test('what was there before the model was, and what a process left in the middle, is taken up at the start', async () => {
  const first = setupVectors();
  const texts = remarks(10);
  let calls = 0;
  first.model.before = async () => {
    calls += 1;
    if (calls === 2) throw new AppError('aborted', 'The process ends.');
  };
  await first.tell(...texts);
  assert.equal((await first.memory.vectors.status(scope)).spaces[0]?.vectors, 4);
  const second = setupVectors({}, first.store);
  assert.equal(await second.memory.vectors.resume(), 1);
  await second.settle();
  assert.deepEqual(second.model.asked, texts.slice(4));
  assert.equal((await second.memory.vectors.status(scope)).isComplete, true);
  assert.equal(await second.memory.vectors.resume(), 0);
});
