import type { NewJob } from '../ports/job-store.ts';
import type { Scope } from '../scope.ts';

export const reviewJobKind = 'review';

/** A review of what the scope's agent knows of its user; one waits at a time, for its time. */
export function reviewJob(id: string, scope: Scope, runAt: number): NewJob {
  const { accountId, userId, agentId } = scope;
  return {
    id,
    kind: reviewJobKind,
    scope: { accountId, userId, agentId },
    payload: {},
    dedupeKey: reviewJobKind,
    runAt,
  };
}
