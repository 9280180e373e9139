import type { Clock, Ids } from '@homarus/base';

import type { ConversationStore } from '../ports/conversation-store.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Scope, SessionScope } from '../scope.ts';

export const mirrorJobKind = 'mirror';

/** What is learned within so long is shown at once. */
const delayMs = 500;

/** Shows what is new of a person's memories: one pending job for all agents and sessions. */
export function mirrorJob(id: string, { accountId, userId }: Scope, now: number): NewJob {
  return toJob(id, { accountId, userId, agentId: '' }, now);
}

/** Shows the archives of a session. */
export function mirrorSessionJob(id: string, scope: SessionScope, now: number): NewJob {
  const { accountId, userId, agentId, sessionId } = scope;
  return toJob(id, { accountId, userId, agentId, sessionId }, now);
}

function toJob(id: string, scope: Scope, now: number): NewJob {
  const runAt = now + delayMs;
  return { id, kind: mirrorJobKind, scope, payload: {}, dedupeKey: mirrorJobKind, runAt };
}

export interface MirrorJobDeps {
  readonly ids: Ids;
  readonly clock: Clock;
  readonly notify: () => void;
}

/** A store whose every commit of memories or archives also writes the job that shows them. */
export function withMirrorJobs<Store extends MemoryStore & ConversationStore>(
  store: Store,
  { ids, clock, notify }: MirrorJobDeps,
): Store {
  const jobsFor = (scope: Scope, isArchived: boolean, isLearned: boolean): readonly NewJob[] => {
    const { sessionId } = scope;
    const now = clock.now();
    return [
      ...(isLearned ? [mirrorJob(ids.next('job'), scope, now)] : []),
      ...(isArchived && sessionId !== undefined
        ? [mirrorSessionJob(ids.next('job'), { ...scope, sessionId }, now)]
        : []),
    ];
  };
  return {
    ...store,
    commit: async (scope, change) => {
      const isLearned = (change.memories?.length ?? 0) > 0;
      const jobs = jobsFor(scope, change.archive !== undefined, isLearned);
      if (jobs.length === 0) return store.commit(scope, change);
      const receipt = await store.commit(scope, {
        ...change,
        jobs: [...(change.jobs ?? []), ...jobs],
      });
      notify();
      return receipt;
    },
    replaceArchive: async (scope, archive) => {
      const isReplaced = await store.replaceArchive(scope, archive);
      // Not in one transaction; should the process die here, the summary by rules stays shown.
      if (isReplaced) await store.commit(scope, { jobs: jobsFor(scope, true, false) });
      return isReplaced;
    },
  };
}
