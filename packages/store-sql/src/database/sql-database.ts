import type { Clock } from '@homarus/base';
import type { Partition } from '@homarus/memory';
import type { RawBuilder } from 'kysely';

import type { Db } from '../tables/schema.ts';

/** Which servers are there. */
export interface Presence {
  /** This server among those of the database, from 1. The first call makes it present until the end. */
  number(): Promise<number>;
  /** The numbers of those that are there now, as a list for `in`. */
  readonly present: RawBuilder<number>;
}

/** An open database whose schema is up to date, and how it is to be worked on. */
export interface SqlDatabase extends AsyncDisposable {
  /** For the rows of one account. Where the database guards rows itself, no others exist here. */
  of(accountId: string): Db;
  /** For work over all accounts: the queue, counts, care of the rows. */
  readonly all: Db;
  /**
   * A transaction that is alone with the rows of one owner, over all processes: what it reads stays
   * true until it commits, and such transactions of an owner are seen in the order of their commits.
   */
  alone<T>(owner: Partition, work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Does work that need not outlive a loss of power, without waiting for the disk: who holds a job,
   * what was read, that a run has ended. It outlives the death of the process, and it is in the
   * database before any later write that does wait.
   */
  relaxed<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T>;
  /** Absent where one server at a time works on an account's sessions. */
  readonly presence?: Presence;
  readonly clock: Clock;
  /** The database's own check of its files; empty when they are sound. */
  findDamage(): Promise<readonly string[]>;
}
