import { backoffMs, errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import { createWakeup } from '@homarus/memory';
import type { JobStore } from '@homarus/memory';

import type { OnCronEvent } from './cron-event.ts';
import type { CronJob } from './cron-job.ts';
import { planStep } from './cron-plan.ts';
import type { CronStep } from './cron-plan.ts';
import { enqueueRun } from './cron-queue.ts';
import { tell } from './cron-runs.ts';
import type { CronStore } from './cron-store.ts';

export interface CronPlannerDeps {
  readonly store: CronStore;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: OnCronEvent;
  /** A run was put into the queue. */
  readonly onQueued: () => void;
}

export interface CronPlannerOptions {
  readonly accountId: string;
  /** The longest time until the schedule is looked at again, for jobs of other processes. */
  readonly pollMs: number;
}

/**
 * Puts the runs of due jobs into the queue. Several processes may plan one schedule: a job moves on in
 * one step of the store, so one of them starts its run.
 */
export interface CronPlanner {
  start(): void;
  /** The schedule may have changed. */
  wake(): void;
  /** Deals with all that is due now. */
  planDue(): Promise<void>;
  /** Deals with one job; answers the id of the run that this started. */
  plan(job: CronJob): Promise<string | undefined>;
  /** Why the schedule could not be read the last time; undefined when it could. */
  getProblem(): string | undefined;
  stop(): Promise<void>;
}

/** Jobs that are dealt with between two looks at the store. */
const batchSize = 100;

export function createCronPlanner(
  deps: CronPlannerDeps,
  { accountId, pollMs }: CronPlannerOptions,
): CronPlanner {
  const { store, clock, log } = deps;
  const wakeup = createWakeup(clock);
  const stopped = new AbortController();
  let problem: string | undefined;
  let loop: Promise<void> | undefined;

  const planDue = async (): Promise<void> => {
    for (;;) {
      const due = await store.listDue(accountId, clock.now(), batchSize);
      for (const job of due) await plan(deps, job);
      if (due.length < batchSize || stopped.signal.aborted) return;
    }
  };
  const untilNext = async (): Promise<number> => {
    const next = await store.nextWakeAt(accountId);
    return next === undefined ? pollMs : Math.max(1, Math.min(next - clock.now(), pollMs));
  };
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped.signal.aborted) {
      let waitMs: number;
      try {
        await planDue();
        waitMs = await untilNext();
        failures = 0;
        problem = undefined;
      } catch (error) {
        failures += 1;
        problem = errorText(error);
        waitMs = Math.min(pollMs, backoffMs(failures, { baseMs: 1000, maxMs: pollMs }));
        log.warn('The schedule could not be read', { error: problem });
      }
      if (!stopped.signal.aborted) await wakeup.wait(waitMs);
    }
  };
  return {
    start: () => {
      loop ??= run();
    },
    wake: () => wakeup.wake(),
    planDue,
    plan: (job) => plan(deps, job),
    getProblem: () => problem,
    async stop() {
      stopped.abort();
      wakeup.wake();
      await loop;
    },
  };
}

async function plan(
  { store, jobs, clock, onEvent, onQueued }: CronPlannerDeps,
  { accountId, id }: CronJob,
): Promise<string | undefined> {
  const steps: CronStep[] = [];
  await store.updateJob(accountId, id, (job) => {
    const step = job === undefined ? nothing : planStep(job, clock.now());
    steps.push(step);
    if (step.type === 'none') return { job };
    return step.type === 'skip' ? { job: step.job, run: step.run } : { job: step.job };
  });
  // The last one is the one that was stored.
  const step = steps.at(-1) ?? nothing;
  if (step.type === 'skip') tell(onEvent, step.run, step.job);
  if (step.type !== 'start') return undefined;
  await enqueueRun(jobs, step.job, step.running);
  onQueued();
  return step.running.runId;
}

const nothing: CronStep = { type: 'none' };
