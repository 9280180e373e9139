import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';
import { scriptedEmbedding } from '@homarus/models/testing';

import { setupEngine } from '../testing/engine-fixture.ts';
import { dog, remarks, scope, setupVectors } from '../vectors/vectors.fixture.ts';

test('a question that shares no word is answered by meaning', async () => {
  const { memory, model, tell, traceOf } = setupVectors();
  await tell(dog, ...remarks(60));
  const query = 'canine companion';
  model.doEmbed = async () => ({
    embeddings: [[...scriptedEmbedding(dog, 64)]],
    warnings: [],
  });
  const { hits } = await memory.search(scope, query);
  assert.equal(hits[0]?.text, dog);
  assert.deepEqual(
    hits[0]?.lanes.map(({ lane, rank }) => [lane, rank]),
    [['vector', 1]],
  );
  assert.ok((hits[0]?.score ?? 1) < 0.9, 'not beyond doubt');
  assert.equal((await traceOf(query))?.status, 'used');
});

test('vectors that say nothing leave what words found as it was', async () => {
  const { memory, model, tell, store } = setupVectors();
  await tell(dog, '豆豆今年三岁', ...remarks(60));
  const noise = (seed: number) =>
    Array.from({ length: 64 }, (_, index) => Math.sin(seed + index * 12.9898) % 1);
  model.doEmbed = async ({ values: [text = ''] }) => ({
    embeddings: [noise(text.length)],
    warnings: [],
  });
  const { hits } = await memory.search(scope, '豆豆几岁');
  await using plain = setupEngine({}, { store }).memory;
  const { hits: byWords } = await plain.search(scope, '豆豆几岁');
  assert.deepEqual(
    hits.map(({ id }) => id),
    byWords.map(({ id }) => id),
  );
  assert.equal((await memory.search(scope, 'nothing like it')).abstained, true);
});

test('a model that is slow or down costs a search its budget once, then nothing for a while', async () => {
  const { memory, model, tell, clock, traceOf } = setupVectors({ queryTimeoutMs: 5 });
  await tell(dog, ...remarks(10));
  const asked = model.asked.length;
  const { promise, resolve } = Promise.withResolvers<void>();
  model.before = () => promise;
  assert.equal((await memory.search(scope, '豆豆')).hits[0]?.text, dog);
  assert.equal((await traceOf('狗'))?.status, 'skipped');
  assert.equal(model.asked.length, asked + 1);
  const [issue] = (await memory.health()).issues;
  assert.equal(issue?.code, 'embedding_failed');
  assert.match(issue.message, /longer than 5 ms/u);
  resolve();
  clock.advance(6_000);
  assert.equal((await traceOf('豆豆'))?.status, 'used', 'the late answer was kept');
  assert.equal(model.asked.length, asked + 1);
  assert.equal((await memory.health()).status, 'ok');
});

test('a search that is given up does not wait for the model, and says aborted, or whose time was over', async () => {
  const { memory, model, tell } = setupVectors({ queryTimeoutMs: 60_000 });
  await tell(dog);
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  model.before = () => {
    asked.resolve();
    return promise;
  };
  for (const [reason, code] of [
    [undefined, 'aborted'],
    [new AppError('timeout', 'Recalling took longer than 150 ms.'), 'timeout'],
  ] as const) {
    const caller = new AbortController();
    const search = memory.search(scope, '狗', { signal: caller.signal });
    await asked.promise;
    caller.abort(reason);
    await assert.rejects(search, (error) => hasCode(error, code));
  }
  resolve();
});

test('a failed question is asked again later, an answered one is remembered', async () => {
  const { model, tell, clock, traceOf } = setupVectors();
  await tell(dog);
  model.failure = new AppError('model_failed', 'No.');
  assert.equal((await traceOf('豆豆'))?.status, 'skipped');
  model.failure = undefined;
  clock.advance(6_000);
  const before = model.asked.length;
  await traceOf('豆豆');
  await traceOf('豆豆');
  assert.equal(model.asked.length, before + 1);
});

test('nobody searches the vectors of another person, account or agent', async () => {
  const { memory, tell, model } = setupVectors();
  await tell(dog, ...remarks(20));
  const asked = model.asked.length;
  for (const other of [
    { ...scope, userId: 'bob' },
    { ...scope, accountId: 'b' },
  ]) {
    assert.deepEqual((await memory.search(other, dog)).hits, []);
    assert.equal(model.asked.length, asked, 'no space of theirs, no question');
    assert.deepEqual((await memory.vectors.status(other)).spaces, []);
  }
  const { hits } = await memory.search({ ...scope, agentId: 'coder' }, dog);
  assert.deepEqual(hits, []);
});

test('filters hold for what vectors find', async () => {
  const { memory, tell } = setupVectors();
  await tell(dog, ...remarks(300));
  const { hits } = await memory.search(scope, dog, { categories: ['user_memory_fact'] });
  assert.deepEqual(hits, []);
  const { hits: later } = await memory.search(scope, dog, { timeFrom: 4e12 });
  assert.deepEqual(later, []);
});
