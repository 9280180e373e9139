import { systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import { assertChange, visibleAgentOf } from '../ports/memory-change.ts';
import type { JobStats } from '../ports/job-store.ts';
import type { MemoryDatabase } from '../ports/memory-database.ts';
import type { MemoryStore, MessageQuery, SessionState, StoreStats } from '../ports/memory-store.ts';
import type { MemoryRecord } from '../record.ts';
import { isVisible } from '../scope.ts';
import type { Scope, SessionScope } from '../scope.ts';
import { applyChange, hasTurn, requireStored } from './twin-commit.ts';
import { createTwinMaintenance } from './twin-maintenance.ts';
import { createTwinConversations } from './twin-conversations.ts';
import { createTwinReviews } from './twin-reviews.ts';
import type { TwinReviews } from './twin-reviews.ts';
import { createTwinLedger } from './twin-ledger.ts';
import { createTwinJobs } from './twin-jobs.ts';
import type { TwinJobs } from './twin-jobs.ts';
import { createTwinStatistics } from './twin-statistics.ts';
import { createTwinTransfer } from './twin-transfer.ts';
import { filterMemories, selectMemories } from './twin-query.ts';
import { createTwinState } from './twin-state.ts';
import type { TwinState } from './twin-state.ts';
import { createTwinVectors } from './twin-vectors.ts';
import type { VectorStore } from '../ports/vector-store.ts';

/**
 * The in-memory twin of the memory and job stores: everything they promise except that it outlives
 * the process. Commits are atomic because they are checked whole, then applied without a pause.
 */
export function memoryMemoryStore(
  options: { readonly clock?: Clock } = {},
): MemoryDatabase & { readonly vectors: VectorStore } {
  const state = createTwinState();
  const jobs = createTwinJobs(options.clock ?? systemClock);
  const reviews: TwinReviews = new Map();
  const ledger = createTwinLedger(state);
  return {
    ...writers(state, jobs),
    ...messageReaders(state),
    ...memoryReaders(state),
    ...jobs.store,
    ...createTwinConversations(state),
    vectors: createTwinVectors(state),
    ...createTwinReviews(reviews),
    getStats: async (): Promise<StoreStats & JobStats> => ({
      ...countRows(state),
      ...(await jobs.store.getStats()),
    }),
    maintenance: createTwinMaintenance(state, { jobs, reviews, ledger }),
    transfer: createTwinTransfer(state),
    statistics: createTwinStatistics(state),
    mirrorLedger: ledger.store,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function writers(state: TwinState, jobs: TwinJobs): Pick<MemoryStore, 'commit' | 'touchMemories'> {
  return {
    commit: async (scope, given) => {
      const change = structuredClone(given);
      assertChange(scope, change);
      const partition = state.partition(scope);
      if (hasTurn(partition, scope, change)) {
        return { status: 'duplicate', lastSeq: partition.lastSeq };
      }
      requireStored(state, scope, change);
      jobs.requireNew(change.jobs ?? []);
      applyChange(state, scope, change);
      jobs.enqueue(change.jobs ?? []);
      return { status: 'committed', lastSeq: partition.lastSeq };
    },
    touchMemories: async (scope, ids, at) => {
      const { memories } = state.partition(scope);
      for (const id of new Set(ids)) {
        const record = memories.get(id);
        if (record === undefined || !isVisibleMemory(scope, record)) continue;
        const accessCount = record.accessCount + 1;
        memories.set(id, { ...record, accessCount, lastAccessedAt: at });
      }
    },
  };
}

function messageReaders(
  state: TwinState,
): Pick<
  MemoryStore,
  'listMessages' | 'findMessages' | 'findMessagesById' | 'getSessionState' | 'listSearchEntries'
> {
  return {
    listMessages: async (scope, query) => cut(state.session(scope).messages, query),
    findMessages: async (scope, keys) => {
      const { messages } = state.partition(scope);
      return [...new Set(keys)].flatMap((key) => {
        const message = messages.get(key);
        return message !== undefined && isVisible(scope, message) ? [message] : [];
      });
    },
    findMessagesById: async (scope, ids) => {
      const wanted = new Set(ids);
      return state.session(scope).messages.filter((message) => wanted.has(message.id));
    },
    getSessionState: async (scope) => sessionState(state, scope),
    listSearchEntries: async (scope, { afterSeq, limit }) =>
      [...state.partition(scope).entries.values()]
        .filter((entry) => entry.seq > afterSeq)
        .slice(0, limit),
  };
}

function memoryReaders(
  state: TwinState,
): Pick<
  MemoryStore,
  'findMemories' | 'countMemories' | 'getMemoryVersion' | 'listRevisions' | 'findTombstones'
> {
  const visible = (scope: Scope): readonly MemoryRecord[] =>
    [...state.partition(scope).memories.values()].filter((record) =>
      isVisibleMemory(scope, record),
    );
  const termsIn = (scope: Scope) => (id: string) =>
    state.partition(scope).entries.get(`memory:${id}`)?.terms ?? '';
  return {
    findMemories: async (scope, query) => selectMemories(visible(scope), query, termsIn(scope)),
    countMemories: async (scope, query) =>
      filterMemories(visible(scope), query, termsIn(scope)).length,
    getMemoryVersion: async (scope) => state.partition(scope).memoryVersion,
    listRevisions: async (scope, memoryId) => {
      const { memories, revisions } = state.partition(scope);
      const record = memories.get(memoryId);
      if (record === undefined || !isVisibleMemory(scope, record)) return [];
      return [...(revisions.get(memoryId) ?? [])].reverse();
    },
    findTombstones: async (scope, fingerprints) => {
      const { tombstones } = state.partition(scope);
      return [...new Set(fingerprints)].filter((fingerprint) => tombstones.has(fingerprint));
    },
  };
}

function isVisibleMemory(scope: Scope, record: MemoryRecord): boolean {
  const { accountId, userId } = record;
  return isVisible(scope, { accountId, userId, agentId: visibleAgentOf(record) });
}

function cut(messages: readonly StoredMessage[], query: MessageQuery): readonly StoredMessage[] {
  const { fromPosition = 0, toPosition = messages.length, limit = messages.length } = query;
  const range = messages.slice(fromPosition, toPosition);
  return query.last === true
    ? range.slice(Math.max(0, range.length - limit))
    : range.slice(0, limit);
}

function sessionState(state: TwinState, scope: SessionScope): SessionState {
  const { messages, cursors, archives } = state.session(scope);
  return {
    nextPosition: messages.length,
    cursors: Object.fromEntries(cursors),
    archive: archives.at(-1),
  };
}

function countRows(state: TwinState): StoreStats {
  let messages = 0;
  let memories = 0;
  for (const partition of state.partitions.values()) {
    messages += partition.messages.size;
    memories += partition.memories.size;
  }
  return { messages, memories, drift: 0 };
}
