import type { NewJob } from '../ports/job-store.ts';
import type { Scope } from '../scope.ts';

export const reviewJobKind = 'review';

const reviewHour = 3;

/** A review of what the scope's agent knows of its user; one waits at a time, for the next night. */
export function reviewJob(id: string, scope: Scope, now: number): NewJob {
  const { accountId, userId, agentId } = scope;
  return {
    id,
    kind: reviewJobKind,
    scope: { accountId, userId, agentId },
    payload: {},
    dedupeKey: reviewJobKind,
    runAt: nextNight(now),
  };
}

/** The next 03:00 of the machine's time zone after the instant, Unix milliseconds. */
export function nextNight(now: number): number {
  const night = new Date(now);
  night.setHours(reviewHour, 0, 0, 0);
  if (night.getTime() <= now) night.setDate(night.getDate() + 1);
  return night.getTime();
}
