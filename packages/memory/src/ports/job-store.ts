import type { Scope } from '../scope.ts';

/** Follow-up work that is written in the transaction of what it follows. */
export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly scope: Scope;
  /** JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
  /**
   * A pending job of the same key takes this one in: no second row is written. One that has not been
   * tried yet becomes due when this one is, if that is earlier (the clock was set back in between).
   */
  readonly dedupeKey?: string;
  /** Not before this instant, Unix milliseconds. */
  readonly runAt: number;
}

export interface Job extends NewJob {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly createdAt: number;
  readonly lastError: string | undefined;
}

export interface ClaimRequest {
  /** Who claims; a lease that ran out can be claimed by another. */
  readonly workerId: string;
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
  /** Only this job. */
  readonly jobId?: string;
  /** Only jobs of these kinds: what the claimer knows how to do. Default: all. */
  readonly kinds?: readonly string[];
}

/** What became of an attempt. `dead` jobs stay, visible, until a person retries or drops them. */
export type JobOutcome =
  | { readonly type: 'done' }
  | { readonly type: 'retry'; readonly runAt: number; readonly error: string }
  | { readonly type: 'dead'; readonly error: string };

/** Kinds of jobs that are planned ahead: one that waits is no work that is behind. */
export const plannedJobKinds: readonly string[] = ['review'];

export interface JobStats {
  /** Waiting or running, but for {@link plannedJobKinds} that wait for their time. */
  readonly pending: number;
  readonly dead: number;
}

/**
 * The durable queue's rows. Jobs are handed out at least once, oldest `runAt` first; two claimers
 * never hold one job at a time unless its lease ran out. A finished job's row is removed. A loss of
 * power may take back who holds a job and that it was done, never the job.
 */
export interface JobStore {
  /**
   * Writes a job that follows no commit, durable when it resolves; one that a pending job of its key
   * takes in is not written. `conflict` when its id is taken.
   */
  enqueue(job: NewJob): Promise<void>;
  claim(request: ClaimRequest): Promise<readonly Job[]>;
  /** Ignored when the lease is no longer the worker's. */
  settle(jobId: string, workerId: string, outcome: JobOutcome): Promise<void>;
  /** Lengthens the lease of a running job. False when it is no longer the worker's. */
  renew(jobId: string, workerId: string, leaseUntil: number): Promise<boolean>;
  /**
   * When the next pending job (of these kinds, by default of all) becomes due, Unix milliseconds;
   * undefined when none waits.
   */
  nextRunAt(kinds?: readonly string[]): Promise<number | undefined>;
  /**
   * Dead jobs of the scope's user (of all agents and sessions) that had at most `maxAttempts` attempts
   * become due at `now`, with their attempts counted on. Resolves to how many.
   */
  retryDead(
    scope: Scope,
    options: { readonly maxAttempts: number; readonly now: number },
  ): Promise<number>;
  getStats(): Promise<JobStats>;
}
