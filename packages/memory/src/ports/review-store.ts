import type { Scope } from '../scope.ts';

/** Two memories that said the same. */
export interface MergedMemories {
  /** The one that stays, and the one that it supersedes now. */
  readonly kept: string;
  readonly gone: string;
  /** The words of the one that is gone. */
  readonly content: string;
}

/** A habit that was noted, or noted anew. */
export interface ChangedBehaviour {
  /** Of its memory. */
  readonly id: string;
  readonly content: string;
}

/** What a review did. All instants are Unix milliseconds. */
export interface ReviewReport {
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Live memories that were looked at. */
  readonly examined: number;
  /** Jobs that had failed for good and got one more attempt. */
  readonly retriedJobs: number;
  readonly merged: readonly MergedMemories[];
  /** How many memories weigh more and less than before. */
  readonly raised: number;
  readonly lowered: number;
  /** Absent without a model, and in older reports. */
  readonly behaviours?: readonly ChangedBehaviour[];
}

/**
 * Keeps the reports of reviews. The scope's agent is part of whose they are; its session is not.
 * Errors: `unavailable`.
 */
export interface ReviewStore {
  addReview(scope: Scope, report: ReviewReport): Promise<void>;
  /** The one that finished last. */
  getLastReview(scope: Scope): Promise<ReviewReport | undefined>;
}
