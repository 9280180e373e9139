import type { Clock } from '@homarus/base';
import type { Db, SqlDatabase } from '@homarus/store-sql';
import { sql } from 'kysely';

import { findDamage } from '../maintenance/find-damage.ts';

export interface SqliteDatabaseOptions {
  readonly db: Db;
  /** A file, or `:memory:`. */
  readonly path: string;
  /** The level of all work on the connection that is not relaxed. */
  readonly synchronous: 'full' | 'normal';
  readonly clock: Clock;
}

/** One file, one connection: a transaction has the write lock from its beginning. */
export function sqliteDatabase({
  db,
  path,
  synchronous,
  clock,
}: SqliteDatabaseOptions): SqlDatabase {
  return {
    of: () => db,
    all: db,
    alone: (_owner, work) => db.transaction().execute(work),
    relaxed: (given, work) => (synchronous === 'normal' ? work(given) : relax(given, work)),
    clock,
    findDamage: () => findDamage(db, path),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

function relax<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  // The connection is held meanwhile: nobody else's write comes between the two settings.
  return db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}
