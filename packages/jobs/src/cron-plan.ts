import type { CronJob, CronOutcome, CronRun, CronState, RunningCron } from './cron-job.ts';
import { dueRuns } from './missed-runs.ts';
import { nextRunAfter } from './schedule.ts';

/** What is to be done with a job that the schedule looks at. */
export type CronStep =
  | { readonly type: 'none' }
  /** Its run is to be in the queue, for the first time or, after a crash, again. */
  | { readonly type: 'start'; readonly job: CronJob; readonly running: RunningCron }
  /** Runs whose time passed are left out. */
  | { readonly type: 'skip'; readonly job: CronJob; readonly run: CronRun };

/** After how long a run that is said to go on is looked for in the queue. */
export const checkRunMs = 60_000;

/**
 * Decides about a job at an instant. A job has one run at a time: what comes due meanwhile waits, and
 * is dealt with as missed runs are when that has ended.
 */
export function planStep(job: CronJob, now: number): CronStep {
  const { state, schedule, missed, enabled } = job;
  if (state.running !== undefined) {
    if (state.running.checkAt > now) return { type: 'none' };
    const running = { ...state.running, checkAt: now + checkRunMs };
    return { type: 'start', running, job: { ...job, state: { ...state, running } } };
  }
  const { nextRunAt } = state;
  if (!enabled || nextRunAt === undefined || nextRunAt > now) return { type: 'none' };
  const [first, second] = dueRuns({ schedule, seenUntil: nextRunAt - 1, now, missed });
  const next = first === undefined ? undefined : second;
  const advanced = withNextRun(state, next ?? nextRunAfter(schedule, now));
  if (first === undefined) return skipStep({ ...job, state: advanced }, nextRunAt, now);
  const running = startOf(`${job.id}:${first}`, { runAt: first, now, isForced: false });
  return { type: 'start', running, job: { ...job, state: { ...advanced, running } } };
}

export function startOf(
  runId: string,
  given: { readonly runAt: number; readonly now: number; readonly isForced: boolean },
): RunningCron {
  const { runAt, now, isForced } = given;
  return { runId, runAt, startedAt: now, isForced, checkAt: now + checkRunMs };
}

function skipStep(job: CronJob, runAt: number, now: number): CronStep {
  const running = startOf(`${job.id}:${runAt}`, { runAt, now, isForced: false });
  const error = 'Its time passed while nothing could run it.';
  const outcome: CronOutcome = { status: 'skipped', error, delivery: 'not-requested' };
  const run = toRun(job, running, { outcome, now });
  return { type: 'skip', job: afterRun(job, run) ?? job, run };
}

/** The line of the log for a run that has ended. */
export function toRun(
  job: CronJob,
  { runId, runAt, startedAt }: RunningCron,
  { outcome, now }: { readonly outcome: CronOutcome; readonly now: number },
): CronRun {
  const { accountId, id: jobId, name: jobName, userId, agentId } = job;
  const whose = { accountId, jobId, jobName, userId, agentId };
  return { ...outcome, ...whose, runId, runAt, startedAt, endedAt: now };
}

/** The job after a run; undefined when it goes with it. */
export function afterRun(job: CronJob, run: CronRun): CronJob | undefined {
  const { running: _ended, lastError: _error, lastDeliveryError: _delivery, ...before } = job.state;
  const isOver = job.schedule.kind === 'at' && job.state.nextRunAt === undefined;
  if (isOver && job.deleteAfterRun && run.status === 'ok') return undefined;
  const state: CronState = {
    ...before,
    lastRunAt: run.runAt,
    lastStatus: run.status,
    lastDurationMs: Math.max(0, run.endedAt - run.startedAt),
    lastDelivery: run.delivery,
    ...(run.error === undefined ? {} : { lastError: run.error }),
    ...(run.deliveryError === undefined ? {} : { lastDeliveryError: run.deliveryError }),
    ...countersAfter(job.state, run),
  };
  return { ...job, enabled: job.enabled && !isOver, state: backedOff(job, state, run.endedAt) };
}

function countersAfter(
  { consecutiveErrors, consecutiveSkipped }: CronState,
  { status }: CronRun,
): Pick<CronState, 'consecutiveErrors' | 'consecutiveSkipped'> {
  if (status === 'skipped')
    return { consecutiveErrors, consecutiveSkipped: consecutiveSkipped + 1 };
  return {
    consecutiveErrors: status === 'ok' ? 0 : consecutiveErrors + 1,
    consecutiveSkipped: 0,
  };
}

/** How long a job waits after its first, second, ... failure in a row; the last stands for more. */
const errorWaits = [30_000, 60_000, 300_000, 900_000, 3_600_000] as const;

function backedOff({ schedule }: CronJob, state: CronState, endedAt: number): CronState {
  const { nextRunAt, consecutiveErrors, lastStatus } = state;
  if (lastStatus !== 'error' || nextRunAt === undefined) return state;
  const waitMs = errorWaits[Math.min(consecutiveErrors, errorWaits.length) - 1] ?? 0;
  const earliest = endedAt + waitMs;
  if (nextRunAt >= earliest) return state;
  return withNextRun(state, nextRunAfter(schedule, earliest - 1));
}

/** The state with another next run, or with none. */
export function withNextRun(state: CronState, nextRunAt: number | undefined): CronState {
  const { nextRunAt: _before, ...rest } = state;
  return nextRunAt === undefined ? rest : { ...rest, nextRunAt };
}
