import assert from 'node:assert/strict';

import type { SessionScope } from '@homarus/memory';

import { killScope, roundWord } from './kill-world.ts';
import type { KillWorld } from './kill-world.ts';
import type { KillWrite } from './kill-writes.ts';

/** Where one round of a write works: a person of its own, and a word that nothing else has. */
export interface Place {
  readonly scope: SessionScope;
  readonly word: string;
}

/** A write whose rounds do not touch each other, so that all that a person has can be compared. */
export interface OwnWrite extends KillWrite {
  /** One transaction: what is left of it is all that was before, or all that is after. */
  readonly isAtomic: boolean;
  /** Everything that the write may change, to be compared. */
  readonly look: (world: KillWorld, round: number) => Promise<unknown>;
  /** Throws where the write has not been done, whole and once. */
  readonly done: (world: KillWorld, round: number) => Promise<unknown>;
}

interface OwnWriteParts {
  readonly name: string;
  readonly isAtomic?: boolean;
  readonly prepare?: (world: KillWorld, place: Place) => Promise<unknown>;
  /** May be repeated. */
  readonly run: (world: KillWorld, place: Place) => Promise<unknown>;
  readonly done: (world: KillWorld, place: Place) => Promise<unknown>;
  /** Holds at every moment, also when the write was cut off. */
  readonly always?: (world: KillWorld, place: Place) => Promise<unknown>;
  /** Default: the whole export of the person, and the queue. */
  readonly look?: (world: KillWorld, place: Place) => Promise<unknown>;
}

export function ownWrite({ name, isAtomic = false, ...parts }: OwnWriteParts): OwnWrite {
  const { prepare, run, done, always, look = lookAtAll } = parts;
  const placeOf = (round: number): Place => ({
    scope: killScope(`${name}-${round}`, `u-${name}-${round}`),
    word: roundWord(name, round),
  });
  return {
    name,
    isAtomic,
    ...(prepare === undefined ? {} : { prepare: (world, round) => prepare(world, placeOf(round)) }),
    run: (world, round) => run(world, placeOf(round)),
    look: (world, round) => look(world, placeOf(round)),
    done: (world, round) => done(world, placeOf(round)),
    check: async (world, round, isAcknowledged) => {
      const place = placeOf(round);
      await always?.(world, place);
      if (isAcknowledged) await done(world, place);
      await run(world, place);
      await done(world, place);
    },
  };
}

async function lookAtAll({ memory }: KillWorld, { scope }: Place): Promise<unknown> {
  const { accountId, userId } = scope;
  const lines = await Array.fromAsync(memory.transfer.export({ accountId, userId }));
  const jobs = await memory.maintenance.listJobs({ accountId, userId });
  return { lines, jobs: jobs.map(({ id, kind, state }) => [id, kind, state]) };
}

/** The one live memory of the person. */
export async function theMemory({ stores }: KillWorld, { scope }: Place) {
  const [record, ...others] = await stores.memory.findMemories(scope, { limit: 10 });
  assert.ok(record !== undefined && others.length === 0, `${others.length + 1} memories, or none`);
  return record;
}
