import { AppError, isAppError, toAppError } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import type { JobHandler } from '@homarus/memory';

import type { OnCronEvent } from './cron-event.ts';
import { defaultRunTimeoutMs } from './cron-job.ts';
import type { CronJob, CronOutcome, CronRun, RunningCron } from './cron-job.ts';
import { afterRun, toRun } from './cron-plan.ts';
import { cronJobIdOf } from './cron-queue.ts';
import type { CronStore } from './cron-store.ts';

export interface CronRunRequest {
  readonly job: CronJob;
  readonly running: RunningCron;
  /** Counted from 1; a later one follows a failure that may pass, or a crash. */
  readonly attempt: number;
  /** Aborts when the run has taken too long, and when the process stops. */
  readonly signal: AbortSignal;
}

/**
 * Does a run, and answers what it came to; failures too. Rejects with a retryable error when it should
 * be tried again. An attempt after a crash must not repeat what the earlier ones did.
 */
export type RunCron = (request: CronRunRequest) => Promise<CronOutcome>;

export interface CronRunsDeps {
  readonly store: CronStore;
  readonly run: RunCron;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onEvent: OnCronEvent;
  /** The process is stopping: what it cuts off is no failure of the job. */
  readonly isStopping: () => boolean;
  /** The job may be due again. */
  readonly onEnded: () => void;
}

/** How many lines of the log a job keeps, and how long any is kept. */
const keptRuns = 200;
const keptMs = 90 * 86_400_000;

/** Handles runs from the queue. A run that has ended, or whose job is gone, is done. */
export function createCronRuns(deps: CronRunsDeps): JobHandler {
  const { store, onEvent } = deps;
  return async (queued, { signal, isLastAttempt }) => {
    const { accountId } = queued.scope;
    const job = await store.getJob(accountId, cronJobIdOf(queued));
    const running = job?.state.running;
    if (job === undefined || running?.runId !== queued.id) return;
    const { attempts: attempt } = queued;
    if (!job.enabled && !running.isForced) {
      await finish(deps, running, { job, outcome: skipped('It was disabled.') });
      return;
    }
    if (attempt === 1) onEvent({ action: 'started', jobId: job.id, job, running });
    const request = { job, running, attempt, signal };
    await finish(deps, running, { job, outcome: await attemptRun(deps, request, isLastAttempt) });
  };
}

async function attemptRun(
  deps: CronRunsDeps,
  request: CronRunRequest,
  isLastAttempt: boolean,
): Promise<CronOutcome> {
  const limitMs = limitOf(request.job);
  const late = new AbortController();
  const timer = new AbortController();
  void deps.clock.sleep(limitMs, { signal: timer.signal }).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const signal = AbortSignal.any([request.signal, late.signal]);
    const outcome = await deps.run({ ...request, signal });
    if (outcome.status !== 'error') return outcome;
    if (late.signal.aborted) return { ...outcome, error: lateText(limitMs) };
    if (deps.isStopping() && !isLastAttempt) throw stopping();
    return outcome;
  } catch (thrown) {
    if (late.signal.aborted) return failed(lateText(limitMs));
    const error = toAppError(thrown);
    if (error.retryable && !isLastAttempt) throw error;
    if (!isAppError(thrown)) {
      deps.log.error('A scheduled run broke', { jobId: request.job.id, error: thrown });
    }
    return failed(error.message);
  } finally {
    timer.abort();
  }
}

interface Ended {
  readonly job: CronJob;
  readonly outcome: CronOutcome;
}

/** Stores how the run ended and what the job is after it, in one step, and tells it. */
async function finish(deps: CronRunsDeps, running: RunningCron, ended: Ended): Promise<void> {
  const { store, clock, log, onEvent } = deps;
  const { accountId, id } = ended.job;
  const now = clock.now();
  const run = toRun(ended.job, running, { outcome: ended.outcome, now });
  let before: CronJob | undefined;
  const job = await store.updateJob(accountId, id, (current) => {
    before = current;
    const isOurs = current?.state.running?.runId === running.runId;
    return { job: isOurs ? afterRun(current, run) : current, run };
  });
  tell(onEvent, run, job);
  if (before !== undefined && job === undefined) onEvent({ action: 'removed', jobId: id });
  deps.onEnded();
  const limits = { jobId: id, keep: keptRuns, endedBefore: now - keptMs };
  await store.trimRuns(accountId, limits).catch((error: unknown) => {
    log.warn('The log of scheduled runs could not be trimmed', { error });
  });
}

/** Tells that a run has ended. */
export function tell(onEvent: OnCronEvent, run: CronRun, job: CronJob | undefined): void {
  const action = run.status === 'skipped' ? 'skipped' : 'finished';
  onEvent({ action, jobId: run.jobId, job, run });
}

function limitOf({ payload }: CronJob): number {
  const seconds = payload.kind === 'agentTurn' ? payload.timeoutSeconds : undefined;
  return seconds === undefined ? defaultRunTimeoutMs : seconds * 1000;
}

function failed(error: string): CronOutcome {
  return { status: 'error', error, delivery: 'not-requested' };
}

function skipped(error: string): CronOutcome {
  return { status: 'skipped', error, delivery: 'not-requested' };
}

function lateText(limitMs: number): string {
  return `It took longer than ${limitMs / 1000} seconds and was ended.`;
}

function stopping(): AppError {
  return new AppError('unavailable', 'The process is stopping; the run goes on after its restart.');
}
