import type { StoredMessage } from '../message.ts';
import type { SearchEntry, SessionArchive } from '../ports/memory-store.ts';
import type { FailedVector, StoredVector, VectorSpace } from '../ports/vector-store.ts';
import type { Whose } from '../ports/maintenance-store.ts';
import { isOf } from '../scope-key.ts';
import type { MemoryRecord, MemoryRevision, Tombstone } from '../record.ts';
import type { Scope, SessionScope } from '../scope.ts';

/** One conversation of one agent; its messages stand at their positions. */
export interface TwinSession {
  readonly messages: StoredMessage[];
  readonly turns: Set<string>;
  readonly cursors: Map<string, number>;
  readonly archives: SessionArchive[];
}

/** A vector, or the failure that stands in its place. */
export type TwinVector = StoredVector | FailedVector;

/** Everything of one account's user. */
export interface TwinPartition {
  lastSeq: number;
  memoryVersion: number;
  readonly messages: Map<string, StoredMessage>;
  readonly memories: Map<string, MemoryRecord>;
  readonly revisions: Map<string, MemoryRevision[]>;
  readonly tombstones: Map<string, Tombstone>;
  /** By type and key, in order of `seq`. */
  readonly entries: Map<string, SearchEntry>;
  readonly sessions: Map<string, TwinSession>;
  /** Oldest first. */
  spaces: readonly VectorSpace[];
  /** By space, then by key. */
  readonly vectors: Map<string, Map<string, TwinVector>>;
}

export interface TwinState {
  readonly partitions: ReadonlyMap<string, TwinPartition>;
  partition(scope: Scope): TwinPartition;
  session(scope: SessionScope): TwinSession;
  /** Empties the partitions; how many rows they had. Numbers go on. */
  erase(whose: Whose): number;
  /** Whether any partition has a message of this key or a memory of this id. */
  hasKey(key: string): boolean;
}

export function createTwinState(): TwinState {
  const partitions = new Map<string, TwinPartition>();
  const partition = ({ accountId, userId }: Scope): TwinPartition =>
    getOrAdd(partitions, JSON.stringify([accountId, userId]), emptyPartition);
  return {
    partitions,
    erase: (whose) => {
      let removed = 0;
      for (const [key, rows] of partitions) {
        const [accountId, userId] = JSON.parse(key) as readonly [string, string];
        if (!isOf(whose, { accountId, userId })) continue;
        removed += rows.messages.size + rows.memories.size + rows.tombstones.size;
        partitions.set(key, { ...emptyPartition(), lastSeq: rows.lastSeq });
      }
      return removed;
    },
    partition,
    session: (scope) =>
      getOrAdd(
        partition(scope).sessions,
        JSON.stringify([scope.agentId, scope.sessionId]),
        emptySession,
      ),
    hasKey: (key) =>
      [...partitions.values()].some(
        ({ messages, memories }) => messages.has(key) || memories.has(key),
      ),
  };
}

function emptyPartition(): TwinPartition {
  return {
    lastSeq: 0,
    memoryVersion: 0,
    messages: new Map(),
    memories: new Map(),
    revisions: new Map(),
    tombstones: new Map(),
    entries: new Map(),
    sessions: new Map(),
    spaces: [],
    vectors: new Map(),
  };
}

function emptySession(): TwinSession {
  return { messages: [], turns: new Set(), cursors: new Map(), archives: [] };
}

function getOrAdd<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
