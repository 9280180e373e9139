import type { Clock } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import type { MemoryStore, SessionArchive, SessionState } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import { toArchiveUri } from '../uri.ts';
import { summarize } from './summarize.ts';

export interface ArchiveDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly hasSecret: (text: string) => boolean;
}

/** So many of the messages to archive are read; a conversation that was imported whole has more. */
const maxRead = 2_000;
const maxMemories = 50;

/** The first position that no archive covers. */
export function firstOpen({ archive }: Pick<SessionState, 'archive'>): number {
  return archive === undefined ? 0 : archive.toPosition + 1;
}

/**
 * Archives a session up to `toPosition`, inclusive, and fuses the previous archive into the new one.
 * Rejects with `conflict` when another archive was written since `state` was read.
 */
export async function archiveSession(
  { store, clock, hasSecret }: ArchiveDeps,
  scope: SessionScope,
  { state, toPosition }: { readonly state: SessionState; readonly toPosition: number },
): Promise<SessionArchive> {
  const [messages, memories] = await Promise.all([
    store.listMessages(scope, {
      fromPosition: firstOpen(state),
      toPosition: toPosition + 1,
      limit: maxRead,
      last: true,
    }),
    store.findMemories(scope, { sourceSessionId: scope.sessionId, limit: maxMemories }),
  ]);
  const number = (state.archive?.number ?? 0) + 1;
  const archive: SessionArchive = {
    uri: toArchiveUri({ ...scope, number }),
    sessionId: scope.sessionId,
    number,
    fromPosition: 0,
    toPosition,
    summary: summarize({
      messages,
      memories: memories.filter(({ source }) => isFrom(messages, source.messageIds)),
      previous: state.archive?.summary,
      hasSecret,
    }),
    createdAt: clock.now(),
  };
  await store.commit(scope, { archive });
  return archive;
}

function isFrom(messages: readonly StoredMessage[], ids: readonly string[]): boolean {
  return messages.some(({ id }) => ids.includes(id));
}
