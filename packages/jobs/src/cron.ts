import { createWorker } from '@homarus/memory';
import type { JobStore, Worker } from '@homarus/memory';
import type { BackoffOptions, Clock, HealthIssue, Ids, Logger } from '@homarus/base';

import { createCronDesk } from './cron-desk.ts';
import type { CronDesk } from './cron-desk.ts';
import type { OnCronEvent } from './cron-event.ts';
import { maxRunTimeoutMs } from './cron-job.ts';
import type { CronJob } from './cron-job.ts';
import { createCronPlanner } from './cron-planner.ts';
import { cronRunKind } from './cron-queue.ts';
import { createCronRuns } from './cron-runs.ts';
import type { RunCron } from './cron-runs.ts';
import { wakeAtOf } from './cron-store.ts';
import type { CronStore } from './cron-store.ts';

export interface CronHealth {
  readonly jobs: number;
  /** Unix milliseconds; null when nothing is planned. */
  readonly nextWakeAt: number | null;
  /** Jobs whose last run failed. */
  readonly failing: readonly {
    readonly id: string;
    readonly name: string;
    readonly consecutiveErrors: number;
    readonly error: string;
  }[];
  /** What does not work as it should. */
  readonly issues: readonly HealthIssue[];
}

/** Scheduled jobs: their definitions, and the runs of those that are due. */
export interface Cron {
  readonly desk: CronDesk;
  /** Begins to run jobs. Without it they are only kept. */
  start(): void;
  /** Deals with all that is due, started or not, and resolves when it has run. */
  drain(): Promise<void>;
  health(): Promise<CronHealth>;
  /** Starts no run any more, and resolves when the running ones have ended or their time is over. */
  stop(): Promise<void>;
}

export interface CronDeps {
  readonly store: CronStore;
  /** The durable queue, in the same database. */
  readonly jobs: JobStore;
  readonly run: RunCron;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly onEvent: OnCronEvent;
}

export interface CronOptions {
  readonly accountId: string;
  /** Runs at a time. Default 4. */
  readonly concurrency?: number;
  /** After a crash, its runs wait so long for another process. Default 10,000. */
  readonly leaseMs?: number;
  /** How often a run is tried whose failure may pass. Default 4. */
  readonly maxAttempts?: number;
  /** Wait between attempts. Default from 1 second to 1 minute. */
  readonly backoff?: BackoffOptions;
  /** The longest time until what other processes changed is seen. Default 15,000. */
  readonly pollMs?: number;
  /** How long `stop` waits for running runs. Default 5,000. */
  readonly stopMs?: number;
  /** Default 1,000. */
  readonly maxJobs?: number;
}

const defaults = {
  concurrency: 4,
  leaseMs: 10_000,
  maxAttempts: 4,
  backoff: { baseMs: 1000, maxMs: 60_000 },
  pollMs: 15_000,
  stopMs: 5000,
  maxJobs: 1000,
} as const;

export function createCron(deps: CronDeps, given: CronOptions): Cron {
  const options = { ...defaults, ...given };
  const { accountId, stopMs: disposeMs } = options;
  const onQueued = (): void => worker.notify();
  let isStopping = false;
  const planner = createCronPlanner({ ...deps, onQueued }, options);
  const handler = createCronRuns({
    ...deps,
    isStopping: () => isStopping,
    onEnded: () => planner.wake(),
  });
  const worker: Worker = createWorker(
    { ...deps, handlers: { [cronRunKind]: handler } },
    // A run begins at its time. The handler keeps the job's own time limit; this one is for what
    // does not listen.
    { ...options, disposeMs, quietMs: 0, timeoutMs: maxRunTimeoutMs + 60_000 },
  );
  return {
    desk: createCronDesk({ ...deps, planner, onQueued }, options),
    start() {
      planner.start();
      worker.start();
    },
    async drain() {
      await planner.planDue();
      await worker.drain();
    },
    health: async () => toHealth(await deps.store.listJobs(accountId), planner.getProblem()),
    async stop() {
      isStopping = true;
      await planner.stop();
      await worker[Symbol.asyncDispose]();
    },
  };
}

function toHealth(jobs: readonly CronJob[], problem: string | undefined): CronHealth {
  const wakes = jobs.map(wakeAtOf).filter((at) => at !== undefined);
  const failing = jobs
    .filter(({ state }) => state.consecutiveErrors > 0)
    .map(({ id, name, state }) => ({
      id,
      name,
      consecutiveErrors: state.consecutiveErrors,
      error: state.lastError ?? '',
    }));
  return {
    jobs: jobs.length,
    nextWakeAt: wakes.length === 0 ? null : Math.min(...wakes),
    failing,
    issues: [
      ...(problem === undefined ? [] : [{ code: 'tasks_away', message: `cron: ${problem}` }]),
      ...failing.map(({ name, consecutiveErrors: count, error }) => {
        const times = count === 1 ? '' : ` ${count} times`;
        return { code: 'task_failed', message: `cron: ${name} failed${times}: ${error}` };
      }),
    ],
  };
}
