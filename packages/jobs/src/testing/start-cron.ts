import { setImmediate as nextTick } from 'node:timers/promises';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import type { ManualClock } from '@homarus/base/testing';
import type { JobStore } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';

import { createCron } from '../cron.ts';
import type { Cron, CronOptions } from '../cron.ts';
import type { CronEvent } from '../cron-event.ts';
import type { CronDraft, CronOutcome } from '../cron-job.ts';
import type { RunCron } from '../cron-runs.ts';
import type { CronStore } from '../cron-store.ts';
import { memoryCronStore } from './memory-cron-store.ts';

/** A database and a clock that several services share. */
export interface CronWorld {
  readonly clock: ManualClock;
  readonly store: CronStore;
  readonly jobs: JobStore;
  /** What happened, as `started job_000001`, and the runs with their times. */
  readonly events: CronEvent[];
  /** Starts a service on it. */
  readonly open: (run: RunCron, options?: Partial<CronOptions>) => Cron;
  /** Moves time on by steps, and lets everything run that is ready after each. */
  readonly pass: (ms: number, stepMs?: number) => Promise<void>;
}

export const accountId = 'acct';

export function cronWorld(now: number): CronWorld {
  const clock = manualClock(now);
  const store = memoryCronStore();
  const jobs = memoryMemoryStore({ clock });
  const ids = sequentialIds();
  const events: CronEvent[] = [];
  return {
    clock,
    store,
    jobs,
    events,
    open: (run, options = {}) =>
      createCron(
        {
          store,
          jobs,
          run,
          clock,
          ids,
          log: silentLogger,
          onEvent: (event) => events.push(event),
        },
        { accountId, backoff: { baseMs: 1000, maxMs: 1000, random: () => 1 }, ...options },
      ),
    async pass(ms, stepMs = ms) {
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(stepMs);
        await settled();
      }
    },
  };
}

/** Lets everything that is ready run. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 10; round += 1) await nextTick();
}

export function draft(more: Partial<CronDraft> = {}): CronDraft {
  return {
    name: 'Report',
    userId: 'ann',
    agentId: 'main',
    enabled: true,
    schedule: { kind: 'every', everyMs: 60_000, anchorMs: 0 },
    deleteAfterRun: false,
    missed: 'once',
    target: 'isolated',
    payload: { kind: 'agentTurn', message: 'Report.' },
    delivery: { mode: 'none' },
    wakeMode: 'now',
    ...more,
  };
}

export const done: CronOutcome = { status: 'ok', summary: 'Done.', delivery: 'not-requested' };
