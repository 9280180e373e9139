import type { MemoryRecord, Tombstone } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import type { Partition } from './maintenance-store.ts';
import type { SessionArchive } from './stored-rows.ts';

/** A page of a list, and where the next one begins; absent after the last. */
export interface TransferPage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface TransferQuery {
  /** {@link TransferPage.next} of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Reads a partition whole, across its agents, page by page in an order that does not change, so that
 * it can be carried to another database. What is written meanwhile may or may not be in it.
 * Errors: `unavailable`.
 */
export interface TransferStore {
  /** Sessions that have messages. */
  listSessions(partition: Partition, query: TransferQuery): Promise<TransferPage<SessionScope>>;
  /** Turns that the session has seen, in order of their ids. */
  listTurns(scope: SessionScope, query: TransferQuery): Promise<TransferPage<string>>;
  /** By number. */
  listArchives(scope: SessionScope): Promise<readonly SessionArchive[]>;
  /** In every state, of every agent. */
  listMemories(partition: Partition, query: TransferQuery): Promise<TransferPage<MemoryRecord>>;
  listTombstones(partition: Partition, query: TransferQuery): Promise<TransferPage<Tombstone>>;
  /** Notes turns as seen; those that are known stay. Answers how many were new. Durable when it resolves. */
  addTurns(scope: SessionScope, turnIds: readonly string[]): Promise<number>;
}
