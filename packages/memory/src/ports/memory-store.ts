import type { MemoryCategory } from '../category.ts';
import type { StoredMessage } from '../message.ts';
import type { MemoryRecord, MemoryRevision, MemoryState, Tombstone } from '../record.ts';
import type { Scope, SessionScope } from '../scope.ts';
import type { NewJob } from './job-store.ts';
import type { MaintenanceStore } from './maintenance-store.ts';
import type { MemoryStatistics } from './memory-statistics.ts';
import type { MirrorLedger } from './mirror-ledger.ts';
import type { SearchEntry, SearchTerms, SessionArchive } from './stored-rows.ts';
import type { TransferStore } from './transfer-store.ts';

export type { SearchEntry, SearchTerms, SessionArchive };

export interface MessageWrite {
  readonly message: StoredMessage;
  readonly search: SearchTerms;
}

export interface MemoryWrite {
  readonly record: MemoryRecord;
  readonly search: SearchTerms;
  /** Written beside it: what was before, and why. `revision.revision` equals `record.revision`. */
  readonly revision: MemoryRevision;
}

/** How far a job has read a session. Moves only from the value its reader saw. */
export interface CursorMove {
  readonly name: string;
  readonly from: number;
  /** The first position that is not yet processed. */
  readonly to: number;
}

/**
 * Everything one step writes. Applied in one transaction: all of it or nothing.
 */
export interface MemoryChange {
  /**
   * The turn that these messages are. When this session has seen the turn, nothing at all is written
   * and the receipt says `duplicate`.
   */
  readonly turnId?: string;
  readonly messages?: readonly MessageWrite[];
  /** Stored messages (keys) that now belong to {@link turnId}. */
  readonly claimedKeys?: readonly string[];
  readonly memories?: readonly MemoryWrite[];
  /**
   * {@link MemoryStore.getMemoryVersion} from before the memories were read that this change was decided
   * on. When it is another one now, nothing is written: what was decided may no longer hold.
   */
  readonly memoryVersion?: number;
  readonly tombstones?: readonly Tombstone[];
  /** Fingerprints whose tombstones are lifted, because their person stated them anew. */
  readonly liftedTombstones?: readonly string[];
  readonly cursors?: readonly CursorMove[];
  readonly archive?: SessionArchive;
  readonly jobs?: readonly NewJob[];
}

export interface CommitReceipt {
  readonly status: 'committed' | 'duplicate';
  /** The partition's highest {@link SearchEntry.seq} after this change. */
  readonly lastSeq: number;
}

export interface MessageQuery {
  /** From this position on (inclusive). Default 0. */
  readonly fromPosition?: number;
  /** Up to this position (exclusive). Default: the end. */
  readonly toPosition?: number;
  /** At most so many; with `last`, the last ones. Answers are in order of position either way. */
  readonly limit?: number;
  readonly last?: boolean;
}

export interface MemoryQuery {
  readonly ids?: readonly string[];
  readonly uri?: string;
  /** Default: live ones only. */
  readonly states?: readonly MemoryState[];
  readonly categories?: readonly MemoryCategory[];
  readonly subject?: string;
  readonly attribute?: string;
  readonly contentHash?: string;
  readonly fingerprint?: string;
  readonly sourceSessionId?: string;
  /** Learned or stored by this agent. */
  readonly agentId?: string;
  /** Tokens (of the store's search entries), all of which the memory has. */
  readonly terms?: readonly string[];
  /** Of {@link MemorySource.saidAt}: from (inclusive), to (exclusive), Unix milliseconds. */
  readonly saidFrom?: number;
  readonly saidTo?: number;
  /** Both inclusive. */
  readonly importanceMin?: number;
  readonly importanceMax?: number;
  /** Recorded at this instant and not superseded or deleted by then, whatever became of it since. */
  readonly knownAt?: number;
  readonly order?: MemoryOrder;
  /** The other way round. Default false. */
  readonly reversed?: boolean;
  /** Default 100. */
  readonly limit?: number;
  /** So many are passed over first. Default 0. */
  readonly offset?: number;
}

export const memoryOrders = ['recent', 'weight', 'importance', 'said'] as const;

/**
 * `recent` (default): last updated first. `weight`: importance times weight, highest first.
 * `importance`: highest first. `said`: last said first. Equal ones: last updated first, then by id,
 * backwards.
 */
export type MemoryOrder = (typeof memoryOrders)[number];

export interface SessionState {
  /** The position that the next message gets. 0 for a session that has none. */
  readonly nextPosition: number;
  /** By name; 0 where never moved. */
  readonly cursors: Readonly<Record<string, number>>;
  readonly archive: SessionArchive | undefined;
}

export interface StoreStats {
  readonly messages: number;
  readonly memories: number;
  /** Rows without search entry plus search entries without row. 0 unless something is broken. */
  readonly drift: number;
}

/**
 * Where memory lives. The scope is applied by the store, in one place, as {@link isVisible} says; a
 * row of another scope is never read, counted or changed: it does not exist.
 *
 * - `commit` is atomic and durable when it resolves. Entries get their `seq` in the order of commits,
 *   so that a reader that has seen `seq` n never meets a smaller one later.
 * - Lists are arrays that the caller may keep; records are never mutated.
 * - Errors: `conflict` (retryable) when a position, a message id, a revision, a cursor or the memories' version is not what
 *   the writer saw: read again and repeat; `unavailable` when the database cannot be reached or
 *   written. Nothing else is thrown for expected causes.
 */
export interface MemoryStore extends AsyncDisposable {
  commit(scope: SessionScope | Scope, change: MemoryChange): Promise<CommitReceipt>;
  /** Messages of the scope's session, by position. Empty for a session that does not exist. */
  listMessages(scope: SessionScope, query: MessageQuery): Promise<readonly StoredMessage[]>;
  /** Messages by {@link StoredMessage.key}; those not visible are absent. Order is not promised. */
  findMessages(scope: Scope, keys: readonly string[]): Promise<readonly StoredMessage[]>;
  /** Messages of the scope's session by {@link StoredMessage.id}. */
  findMessagesById(scope: SessionScope, ids: readonly string[]): Promise<readonly StoredMessage[]>;
  findMemories(scope: Scope, query: MemoryQuery): Promise<readonly MemoryRecord[]>;
  /** How many memories the query means, whatever its limit and offset. */
  countMemories(scope: Scope, query: MemoryQuery): Promise<number>;
  /** Another number after each change of the partition's memories, whoever may see them. */
  getMemoryVersion(scope: Scope): Promise<number>;
  /** Newest first. */
  listRevisions(scope: Scope, memoryId: string): Promise<readonly MemoryRevision[]>;
  /** Those of the fingerprints that have a tombstone. */
  findTombstones(scope: Scope, fingerprints: readonly string[]): Promise<readonly string[]>;
  getSessionState(scope: SessionScope): Promise<SessionState>;
  /** Entries of the whole partition (all agents of the account's user) after `afterSeq`, in order of `seq`. */
  listSearchEntries(
    scope: Scope,
    query: { readonly afterSeq: number; readonly limit: number },
  ): Promise<readonly SearchEntry[]>;
  /** Counts memories as read: `accessCount` and `lastAccessedAt`. Not a revision; best effort. */
  touchMemories(scope: Scope, ids: readonly string[], at: number): Promise<void>;
  /** Counts over all accounts, for health. */
  getStats(): Promise<StoreStats>;
  /** Absent in a store that cannot be looked after by hand. */
  readonly maintenance?: MaintenanceStore;
  /** Absent in a store whose content cannot be carried to another one. */
  readonly transfer?: TransferStore;
  /** Absent in a store that cannot count by itself. */
  readonly statistics?: MemoryStatistics;
  /** Absent in a store whose memories cannot be mirrored. */
  readonly mirrorLedger?: MirrorLedger;
}
