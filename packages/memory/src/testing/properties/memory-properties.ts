import assert from 'node:assert/strict';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import type { ConformanceCase, ManualClock } from '@homarus/base/testing';

import { createMemory } from '../../create-memory.ts';
import type { Memory } from '../../engine.ts';
import type { SessionScope } from '../../scope.ts';
import type { MemoryDatabase } from '../../ports/memory-database.ts';
import { visibleAgentOf } from '../../ports/memory-change.ts';
import { below, pickOne, seededRandom } from '../seeded-random.ts';
import { readAtRandom, reachForForeign } from './reads.ts';
import { createSessionModel } from './session-model.ts';
import type { SessionModel } from './session-model.ts';
import { changedPartitions, snapshotPartitions } from './snapshot.ts';
import { partitionOf, worldScopes } from './world.ts';
import { applyCapture, applyRemember, createCounter, randomCapture } from './writes.ts';
import { randomRemember } from './writes.ts';
import type { CaptureWrite, Counter } from './writes.ts';

export interface PropertyOptions {
  /** Each is one run; the same seed gives the same run. */
  readonly seeds: readonly number[];
  /** Steps of a run. Default 120. */
  readonly steps?: number;
}

/**
 * Properties of the engine over a store: random calls of several accounts, users, agents and sessions,
 * compared with a simple model. No call shows or changes a row of another scope, a repeated call changes
 * nothing, positions have no gaps, no statement is learned twice, drift stays 0.
 */
export function memoryProperties(
  options: PropertyOptions,
): readonly ConformanceCase<MemoryDatabase>[] {
  const { seeds, steps = 120 } = options;
  return seeds.map((seed) => ({
    group: 'properties',
    name: `random calls of many scopes, seed ${seed}`,
    run: async (store) => {
      await using run = startRun(store, seed);
      for (let step = 0; step < steps; step += 1) await told(run, step, () => stepOnce(run));
      await told(run, steps, () => finish(run));
    },
  }));
}

/**
 * The seeds of `PROPERTY_SEEDS` (`7` or `7,8,9` or `1-200`) in the environment, to repeat a run that failed or to
 * look for one; otherwise the given ones.
 */
export function seedsToRun(usual: readonly number[]): readonly number[] {
  const asked = process.env['PROPERTY_SEEDS'] ?? '';
  const seeds = asked.split(',').flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return from <= to ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [];
  });
  return asked === '' ? usual : seeds;
}

interface Run extends AsyncDisposable {
  readonly seed: number;
  readonly store: MemoryDatabase;
  readonly memory: Memory;
  readonly clock: ManualClock;
  readonly random: () => number;
  readonly counter: Counter;
  readonly model: SessionModel;
  readonly captured: CaptureWrite[];
}

function startRun(store: MemoryDatabase, seed: number): Run {
  const clock = manualClock();
  const memory = createMemory(
    { store, jobs: store, clock, ids: sequentialIds(), log: silentLogger },
    { timeZone: 'UTC' },
  );
  return {
    seed,
    store,
    memory,
    clock,
    random: seededRandom(seed),
    counter: createCounter(),
    model: createSessionModel(),
    captured: [],
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  };
}

async function told(run: Run, step: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`Fails at step ${step}; PROPERTY_SEEDS=${run.seed} repeats it.`, {
      cause: error,
    });
  }
}

/** One call, or some that belong together; resolves to the scope that it is about, if any. */
type Action = (run: Run) => Promise<SessionScope | undefined>;

const actions: readonly Action[] = [
  captureNew,
  captureNew,
  captureNew,
  captureAgain,
  rememberNew,
  forgetOne,
  readAtRandom,
  readAtRandom,
  reachForForeign,
];

async function stepOnce(run: Run): Promise<void> {
  const { random, store, memory, clock, model } = run;
  clock.advance(1_000 + below(random, 3_600_000));
  const before = await snapshotPartitions(store);
  const action = pickOne(random, actions);
  const scope = await action(run);
  const changed = changedPartitions(before, await snapshotPartitions(store));
  const own = scope === undefined ? undefined : partitionOf(scope);
  const foreign = changed.filter((partition) => partition !== own);
  assert.deepEqual(foreign, [], `${action.name} in ${own} changed rows of others`);
  if (random() < 0.2) await memory.drain();
  if (random() < 0.1) await model.check(store);
}

async function captureNew(run: Run): Promise<SessionScope | undefined> {
  const write = randomCapture(run.random, run.counter);
  const expected = run.model.capture(write);
  assert.equal(await applyCapture(run.memory, write), expected);
  run.captured.push(write);
  return write.scope;
}

/** Any batch of before, or the last one at once, by two callers. */
async function captureAgain(run: Run): Promise<SessionScope | undefined> {
  if (run.captured.length === 0) return undefined;
  const write = pickOne(run.random, run.captured);
  const before = await snapshotPartitions(run.store);
  const stored = await Promise.all([
    applyCapture(run.memory, write),
    applyCapture(run.memory, write),
  ]);
  assert.deepEqual(stored, [0, 0]);
  assert.deepEqual(changedPartitions(before, await snapshotPartitions(run.store)), []);
  return undefined;
}

async function rememberNew(run: Run): Promise<SessionScope | undefined> {
  const write = randomRemember(run.random, run.counter);
  const first = await applyRemember(run.memory, write);
  const again = await applyRemember(run.memory, write);
  assert.deepEqual([first.action, again.action, again.id], ['created', 'updated', first.id]);
  return write.scope;
}

async function forgetOne({ memory, store, random }: Run): Promise<SessionScope> {
  const scope = pickOne(random, worldScopes);
  const records = await store.findMemories(scope, { limit: 5 });
  if (records.length === 0) return scope;
  const { id } = pickOne(random, records);
  const first = await memory.forget(scope, { memoryId: id });
  const second = await memory.forget(scope, { memoryId: id });
  assert.deepEqual([first.action, second.action], ['deleted', 'not_found']);
  assert.equal(await memory.get(scope, { id }), undefined);
  return scope;
}

async function finish({ memory, store, model }: Run): Promise<void> {
  await memory.drain();
  await model.check(store);
  const { drift, pending, dead } = await store.getStats();
  assert.deepEqual({ drift, pending, dead }, { drift: 0, pending: 0, dead: 0 });
  for (const scope of worldScopes) await requireOnce(store, scope);
}

/** No statement is there twice for one owner. */
async function requireOnce(store: MemoryDatabase, scope: SessionScope): Promise<void> {
  const records = await store.findMemories(scope, { limit: 10_000 });
  const keys = records.map((record) =>
    [partitionOf(scope), visibleAgentOf(record), record.category, record.contentHash].join(' '),
  );
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  );
}
