import { setImmediate } from 'node:timers/promises';

import { AppError, backoffMs, errorText, withDeadline } from '@homarus/base';
import type { BackoffOptions, Clock, Ids, Logger } from '@homarus/base';

import { createKeyedQueue } from '../keyed-queue.ts';
import type { Job, JobOutcome, JobStore } from '../ports/job-store.ts';
import { createWakeup } from './wakeup.ts';

/**
 * Does the work of one kind of job. May run more than once for one job, and at the same time as
 * another run of it whose lease ran out: what it does must be harmless to repeat. Must heed the
 * signal, which aborts before the lease runs out and when the worker is disposed of.
 */
export type JobHandler<Result = unknown> = (
  job: Job,
  options: { readonly signal: AbortSignal; readonly isLastAttempt: boolean },
) => Promise<Result>;

export interface WorkerDeps {
  readonly jobs: JobStore;
  /** By {@link Job.kind}. Jobs of other kinds are left to workers that know them. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ids: Ids;
}

export interface WorkerOptions {
  /** Jobs at a time. Default 2. */
  readonly concurrency?: number;
  /** How long a claimed job is ours, and after a crash nobody's. Default 60,000. */
  readonly leaseMs?: number;
  /**
   * How long a handler may take. Default: nine tenths of the lease. With more than that the lease is
   * renewed while the handler works.
   */
  readonly timeoutMs?: number;
  /** After so many failures a job is dead. Default 5. */
  readonly maxAttempts?: number;
  /** The longest time until the queue is looked at again, for jobs of other processes. Default 15,000. */
  readonly pollMs?: number;
  /** How long disposing waits for running jobs; then they are left to their lease. Default 5,000. */
  readonly disposeMs?: number;
  /** Wait between attempts. Default from 1 second to 5 minutes. */
  readonly backoff?: BackoffOptions;
  /**
   * Jobs that come to an empty queue are left until nobody has brought one for so long: whoever
   * brings them has better things to do at the moment, and what follows may be done with them.
   * 0: they are taken at once. Default 50.
   */
  readonly quietMs?: number;
  /** But not longer than so, however many come. Default 1,000. */
  readonly maxDelayMs?: number;
}

/** What became of a job that was run by name. */
export type JobRun =
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'retry' | 'dead'; readonly error: unknown };

/** Takes jobs from the queue and runs them; several workers, in several processes, may share one. */
export interface Worker extends AsyncDisposable {
  /** Begins to take jobs by itself. */
  start(): void;
  /** Says that there is a new job; see {@link WorkerOptions.quietMs}. Does nothing before `start`. */
  notify(): void;
  /** Runs all that is due until nothing is, started or not. Failed jobs that wait for a retry are left. */
  drain(): Promise<void>;
  /** Runs this job now, or waits for its run in this worker; undefined when it cannot be had. */
  runJob(jobId: string): Promise<JobRun | undefined>;
}

/** {@link WorkerOptions.maxAttempts} where none is given. */
export const defaultMaxAttempts = 5;

const defaults = {
  concurrency: 2,
  leaseMs: 60_000,
  maxAttempts: defaultMaxAttempts,
  timeoutMs: undefined,
  pollMs: 15_000,
  disposeMs: 5_000,
  backoff: { baseMs: 1_000, maxMs: 300_000 },
  quietMs: 50,
  maxDelayMs: 1_000,
} as const satisfies ResolvedOptions;

type ResolvedOptions = Required<Omit<WorkerOptions, 'timeoutMs'>> & {
  readonly timeoutMs: number | undefined;
};

export function createWorker(deps: WorkerDeps, options: WorkerOptions = {}): Worker {
  return new QueueWorker(deps, { ...defaults, ...options });
}

class QueueWorker implements Worker {
  readonly #deps: WorkerDeps;
  readonly #options: ResolvedOptions;
  readonly #kinds: readonly string[];
  readonly #workerId: string;
  readonly #running = new Map<string, Promise<JobRun>>();
  readonly #claims = createKeyedQueue();
  readonly #wakeup;
  readonly #stopped = new AbortController();
  readonly #aborted = new AbortController();
  #loop: Promise<void> | undefined;
  #hasNotice = false;
  /** Whether the last claim got less than it asked for. */
  #isDrained = true;

  constructor(deps: WorkerDeps, options: ResolvedOptions) {
    this.#deps = deps;
    this.#kinds = Object.keys(deps.handlers);
    this.#options = options;
    this.#workerId = deps.ids.next('request');
    this.#wakeup = createWakeup(deps.clock);
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  notify(): void {
    this.#hasNotice = true;
    this.#wakeup.wake();
  }

  async drain(): Promise<void> {
    for (;;) {
      const claimed = await this.#claim();
      if (claimed === 0 && this.#running.size === 0) return;
      if (this.#running.size > 0) await Promise.race(this.#running.values());
    }
  }

  async runJob(jobId: string): Promise<JobRun | undefined> {
    const running = this.#running.get(jobId);
    if (running !== undefined) return running;
    if (this.#stopped.signal.aborted) return undefined;
    const [job] = await this.#deps.jobs.claim({ ...this.#claimRequest(1), jobId });
    return job === undefined ? this.#running.get(jobId) : this.#track(job);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped.abort();
    this.#wakeup.wake();
    await this.#loop;
    if (this.#running.size === 0) return;
    const patience = new AbortController();
    const limit = this.#deps.clock
      .sleep(this.#options.disposeMs, { signal: patience.signal })
      .catch(() => undefined);
    await Promise.race([Promise.all(this.#running.values()), limit]);
    patience.abort();
    this.#aborted.abort();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      let waitMs: number;
      try {
        await this.#claim();
        waitMs = await this.#untilNext();
        failures = 0;
      } catch (error) {
        failures += 1;
        waitMs = Math.min(this.#options.pollMs, backoffMs(failures, this.#options.backoff));
        this.#deps.log.warn('The job queue could not be read', { error: errorText(error) });
      }
      if (!this.#stopped.signal.aborted) await this.#wakeup.wait(waitMs);
      await this.#untilQuiet();
    }
  }

  /** What is slept is counted, not what the clock says: it may be set back meanwhile. */
  async #untilQuiet(): Promise<void> {
    const { quietMs, maxDelayMs } = this.#options;
    const { signal } = this.#stopped;
    if (!this.#isDrained || quietMs === 0) return;
    for (let sleptMs = 0; this.#hasNotice && sleptMs < maxDelayMs; sleptMs += quietMs) {
      this.#hasNotice = false;
      await this.#deps.clock.sleep(quietMs, { signal }).catch(() => undefined);
    }
  }

  /** With no slot free, or more to do, a job that ends wakes the loop; so it may wait as long as it likes. */
  async #untilNext(): Promise<number> {
    const { pollMs, concurrency } = this.#options;
    if (!this.#isDrained || this.#running.size >= concurrency) return pollMs;
    const next = await this.#deps.jobs.nextRunAt(this.#kinds);
    return next === undefined ? pollMs : clamp(next - this.#deps.clock.now(), 1, pollMs);
  }

  /** One claim at a time, so that two of them do not fill the same free slots. */
  #claim(): Promise<number> {
    return this.#claims.run('', () => this.#claimFree());
  }

  async #claimFree(): Promise<number> {
    const free = this.#options.concurrency - this.#running.size;
    if (free <= 0 || this.#stopped.signal.aborted) return 0;
    const jobs = await this.#deps.jobs.claim(this.#claimRequest(free));
    this.#isDrained = jobs.length < free;
    for (const job of jobs) void this.#track(job);
    return jobs.length;
  }

  #claimRequest(limit: number) {
    const { leaseMs } = this.#options;
    const now = this.#deps.clock.now();
    return { workerId: this.#workerId, now, leaseMs, limit, kinds: this.#kinds };
  }

  #track(job: Job): Promise<JobRun> {
    const run = this.#attempt(job).finally(() => {
      this.#running.delete(job.id);
      this.#wakeup.wake();
    });
    this.#running.set(job.id, run);
    return run;
  }

  /** Never rejects: one bad job must not stop the others. */
  async #attempt(job: Job): Promise<JobRun> {
    // A job may go on for milliseconds without waiting for anything: others have their turn first.
    await setImmediate();
    const run = await this.#handle(job);
    if (this.#aborted.signal.aborted) return run;
    try {
      await this.#deps.jobs.settle(job.id, this.#workerId, this.#outcomeOf(run, job));
    } catch (error) {
      const fields = { jobId: job.id, kind: job.kind, error: errorText(error) };
      this.#deps.log.warn('The end of a job could not be stored; its lease will run out', fields);
    }
    return run;
  }

  async #handle(job: Job): Promise<JobRun> {
    const { leaseMs, maxAttempts, timeoutMs = Math.round(leaseMs * 0.9) } = this.#options;
    const isLastAttempt = job.attempts >= maxAttempts;
    const renewing = new AbortController();
    if (timeoutMs >= leaseMs) void this.#keepLease(job, renewing.signal);
    try {
      const handler = this.#deps.handlers[job.kind];
      if (handler === undefined) {
        throw new AppError('unsupported', `No handler for jobs of kind ${job.kind}.`);
      }
      const result = await withDeadline(
        {
          timeoutMs,
          signal: this.#aborted.signal,
          name: `Job ${job.kind}`,
        },
        (signal) => handler(job, { signal, isLastAttempt }),
      );
      return { type: 'done', result };
    } catch (error) {
      const type = isLastAttempt ? 'dead' : 'retry';
      const fields = { jobId: job.id, kind: job.kind, attempts: job.attempts };
      this.#deps.log[type === 'dead' ? 'error' : 'warn'](
        type === 'dead' ? 'A job failed for good' : 'A job failed and will be retried',
        { ...fields, error: errorText(error) },
      );
      return { type, error };
    } finally {
      renewing.abort();
    }
  }

  /** A renewal that fails is tried again; when the lease is lost, another worker may run the job. */
  async #keepLease(job: Job, signal: AbortSignal): Promise<void> {
    const { clock, jobs, log } = this.#deps;
    const { leaseMs } = this.#options;
    for (;;) {
      await clock.sleep(Math.ceil(leaseMs / 3), { signal }).catch(() => undefined);
      if (signal.aborted || this.#aborted.signal.aborted) return;
      await jobs.renew(job.id, this.#workerId, clock.now() + leaseMs).catch((error: unknown) => {
        log.warn('A lease could not be renewed', { jobId: job.id, error: errorText(error) });
      });
    }
  }

  #outcomeOf(run: JobRun, job: Job): JobOutcome {
    if (run.type === 'done') return { type: 'done' };
    const error = errorText(run.error);
    if (run.type === 'dead') return { type: 'dead', error };
    const waitMs = backoffMs(job.attempts, this.#options.backoff);
    return { type: 'retry', runAt: this.#deps.clock.now() + waitMs, error };
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
