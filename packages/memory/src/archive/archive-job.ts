import type { Clock } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { StoredMessage } from '../message.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { MemoryStore, SessionState } from '../ports/memory-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { requireSession } from '../scope.ts';
import type { SessionScope } from '../scope.ts';
import { toArchiveUri } from '../uri.ts';
import { summarize } from './summarize.ts';

export const archiveJobKind = 'archive';

/** A session with more messages past its last archive than this is archived, but for the last ones. */
const maxOpenMessages = 60;
const keptMessages = 20;

/** So many of the messages to archive are read; a conversation that was imported whole has more. */
const maxRead = 2_000;
const maxMemories = 50;

export function archiveJob(id: string, scope: SessionScope, runAt: number): NewJob {
  return { id, kind: archiveJobKind, scope, payload: {}, dedupeKey: archiveJobKind, runAt };
}

export function isArchiveDue({ archive }: SessionState, nextPosition: number): boolean {
  return nextPosition - firstOpen(archive) > maxOpenMessages;
}

function firstOpen(archive: SessionState['archive']): number {
  return archive === undefined ? 0 : archive.toPosition + 1;
}

export interface ArchiveJobDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly hasSecret: (text: string) => boolean;
}

/** Summarises by rules what has left the window. Resolves to the archive's number, if one was due. */
export function createArchiveJob(deps: ArchiveJobDeps): JobHandler<number | undefined> {
  return (job, { signal }) => {
    const scope = requireSession(job.scope);
    return retryConflicts(deps.clock, () => {
      signal.throwIfAborted();
      return archiveOnce(deps, scope);
    });
  };
}

async function archiveOnce(
  { store, clock, hasSecret }: ArchiveJobDeps,
  scope: SessionScope,
): Promise<number | undefined> {
  const state = await store.getSessionState(scope);
  if (!isArchiveDue(state, state.nextPosition)) return undefined;
  const toPosition = state.nextPosition - keptMessages - 1;
  const [messages, memories] = await Promise.all([
    store.listMessages(scope, {
      fromPosition: firstOpen(state.archive),
      toPosition: toPosition + 1,
      limit: maxRead,
      last: true,
    }),
    store.findMemories(scope, { sourceSessionId: scope.sessionId, limit: maxMemories }),
  ]);
  const number = (state.archive?.number ?? 0) + 1;
  const summary = summarize({
    messages,
    memories: memories.filter(({ source }) => isFrom(messages, source.messageIds)),
    previous: state.archive?.summary,
    hasSecret,
  });
  await store.commit(scope, {
    archive: {
      uri: toArchiveUri({ ...scope, number }),
      sessionId: scope.sessionId,
      number,
      fromPosition: 0,
      toPosition,
      summary,
      createdAt: clock.now(),
    },
  });
  return number;
}

function isFrom(messages: readonly StoredMessage[], ids: readonly string[]): boolean {
  return messages.some(({ id }) => ids.includes(id));
}
