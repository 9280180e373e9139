import { lastRunsUntil } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/**
 * What becomes of runs whose time passed while nobody could run them: none of them, only the latest,
 * or each.
 */
export const missedPolicies = ['skip', 'once', 'all'] as const;

export type MissedPolicy = (typeof missedPolicies)[number];

export interface DueRequest {
  readonly schedule: Schedule;
  /** Runs up to this instant have been seen to. Unix milliseconds. */
  readonly seenUntil: number;
  readonly now: number;
  /** Default `once`. */
  readonly missed?: MissedPolicy;
  /** A run that is later than this counts as missed. Default 60,000. */
  readonly graceMs?: number;
}

/** With the policy `all`: more than so many are not made up for, but the latest. */
export const maxMissedRuns = 100;

/**
 * The runs to start now, the earliest first. A clock that was set back gives none until it has come to
 * where it was: nothing runs twice.
 */
export function dueRuns(request: DueRequest): readonly number[] {
  const { schedule, seenUntil, now, missed = 'once', graceMs = 60_000 } = request;
  const limit = missed === 'all' ? maxMissedRuns : 1;
  const unseen = lastRunsUntil(schedule, now, limit)
    .filter((run) => run > seenUntil)
    .reverse();
  return missed === 'skip' ? unseen.filter((run) => now - run <= graceMs) : unseen;
}
