import type { Clock } from '@homarus/base';
import type { Db, SqlDatabase } from '@homarus/store-sql';

import { findDamage } from '../maintenance/find-damage.ts';
import type { Durability } from './durability.ts';

export interface SqliteDatabaseOptions {
  readonly db: Db;
  /** The same, whose writes are answered when they are committed. */
  readonly relaxedDb: Db;
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly durability: Durability;
  readonly clock: Clock;
}

/** One file, one writer: a transaction has the write lock from its beginning. */
export function sqliteDatabase(options: SqliteDatabaseOptions): SqlDatabase {
  const { db, relaxedDb, path, durability, clock } = options;
  return {
    of: () => db,
    all: db,
    alone: (_owner, work) => db.transaction().execute(work),
    relaxed: (_db, work) => relaxedDb.connection().execute(work),
    clock,
    findDamage: () => findDamage(db, path),
    [Symbol.asyncDispose]: async () => {
      await relaxedDb.destroy();
      await db.destroy();
      await durability[Symbol.asyncDispose]();
    },
  };
}
