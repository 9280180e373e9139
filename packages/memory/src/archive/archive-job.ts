import { throwIfAborted } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { SessionState } from '../ports/memory-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { sessionKeyOf } from '../scope-key.ts';
import { requireSession } from '../scope.ts';
import type { SessionScope } from '../scope.ts';
import { archiveSession, firstOpen } from './archive-session.ts';
import type { ArchiveDeps } from './archive-session.ts';

export const archiveJobKind = 'archive';

/** A session with more messages past its last archive than this is archived, but for the last ones. */
const maxOpenMessages = 60;
const keptMessages = 20;

export function archiveJob(id: string, scope: SessionScope, runAt: number): NewJob {
  return { id, kind: archiveJobKind, scope, payload: {}, dedupeKey: archiveJobKind, runAt };
}

export function isArchiveDue(state: SessionState, nextPosition: number): boolean {
  return nextPosition - firstOpen(state) > maxOpenMessages;
}

export interface ArchiveJobDeps extends ArchiveDeps {
  /** The one that all archiving of a session goes through, one at a time. */
  readonly lane: KeyedQueue;
}

/** Archives what has left the window. Resolves to the archive's number, if one was due. */
export function createArchiveJob(deps: ArchiveJobDeps): JobHandler<number | undefined> {
  return (job, { signal }) => {
    const scope = requireSession(job.scope);
    return deps.lane.run(sessionKeyOf(scope), () =>
      retryConflicts(deps.clock, () => {
        throwIfAborted(signal);
        return archiveOnce(deps, scope, signal);
      }),
    );
  };
}

async function archiveOnce(
  deps: ArchiveDeps,
  scope: SessionScope,
  signal: AbortSignal,
): Promise<number | undefined> {
  const state = await deps.store.getSessionState(scope);
  if (!isArchiveDue(state, state.nextPosition)) return undefined;
  const toPosition = state.nextPosition - keptMessages - 1;
  return (await archiveSession(deps, scope, { state, toPosition, signal })).number;
}
