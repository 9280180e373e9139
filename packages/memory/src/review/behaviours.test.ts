import assert from 'node:assert/strict';
import { test } from 'node:test';

import { day, engineScope, setupEngine, start } from '../testing/engine-fixture.ts';
import type { Behaviour, BehaviourWriter } from './behaviours.ts';

const scope = engineScope;
const hour = 3_600_000;

/** Ten mornings, with the same question at eight and something new at nine. */
const mornings = Array.from({ length: 10 }, (_, index) => [
  {
    role: 'user' as const,
    content: 'What is on today?',
    createdAt: start + index * day + 8 * hour,
  },
  {
    role: 'user' as const,
    content: `zq${index} wv${index * 7}`,
    createdAt: start + index * day + 9 * hour,
  },
]).flat();

async function setup(write: BehaviourWriter | undefined) {
  const engine = setupEngine(
    {},
    { timeZone: 'UTC', ...(write === undefined ? {} : { writeBehaviour: write }) },
  );
  engine.clock.set(start + 10 * day);
  await engine.memory.ingest(scope, mornings);
  return engine;
}

const say: BehaviourWriter = async ({ values }: Behaviour) => `Habit: ${values.join(' and ')}.`;

test('habits are counted, worded by the model, reported and undoable; nothing repeats them', async () => {
  const { memory, find, clock } = await setup(say);
  const { library } = memory;
  const report = await library.review(scope);
  assert.deepEqual(report.behaviours?.map(({ content }) => content).toSorted(), [
    'Habit: 8-10.',
    'Habit: what is on today.',
  ]);
  const records = await find();
  assert.ok(
    records.every(({ kind, source }) => kind === 'behaviour' && source.provenance === 'system'),
  );
  assert.equal((await library.profile(scope)).behaviours.length, 2);
  assert.deepEqual((await library.review(scope)).behaviours, []);
  const hours = records.find(({ attribute }) => attribute === 'behaviour.active_hours');
  const [entry] = await library.history(scope, hours?.id ?? '');
  assert.equal(entry?.cause, 'review');
  await library.forget(scope, hours?.id ?? '');
  clock.advance(day);
  assert.deepEqual((await library.review(scope)).behaviours, [], 'forgotten stays forgotten');
});

test('a sentence that leaves something out gives way to a plain one; a model that fails too', async () => {
  for (const write of [async () => 'Something.', () => Promise.reject(new Error('down'))]) {
    const { memory, contents } = await setup(write);
    await memory.library.review(scope);
    assert.deepEqual(await contents(), [
      'Often asks: what is on today.',
      "Usually active at 8-10 o'clock.",
    ]);
  }
});

test('without a model, and of little use, no habits are noted', async () => {
  const without = await setup(undefined);
  const report = await without.memory.library.review(scope);
  assert.deepEqual([report.behaviours, await without.contents()], [undefined, []]);
  const { memory, contents } = setupEngine({}, { timeZone: 'UTC', writeBehaviour: say });
  await memory.ingest(scope, mornings.slice(0, 6));
  await memory.library.review(scope);
  assert.deepEqual(await contents(), []);
});
