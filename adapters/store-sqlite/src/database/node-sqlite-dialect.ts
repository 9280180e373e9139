import type { SqlAdapter } from '@homarus/store-sql';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';

import { createConnection } from './sqlite-connection.ts';
import type { ConnectionOptions } from './sqlite-connection.ts';
import { sqliteFragments } from './sqlite-fragments.ts';

/**
 * Kysely over `node:sqlite`: one connection (Kysely lets one user at a time have it), prepared
 * statements kept by their text, and transactions that take the write lock when they begin, so that
 * what they have read cannot change before they write.
 */
export function nodeSqliteDialect(options: ConnectionOptions): Dialect {
  return {
    createDriver: () => createDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: (): SqlAdapter =>
      Object.assign(new SqliteAdapter(), { fragments: sqliteFragments }),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function createDriver(options: ConnectionOptions): Driver {
  const { database } = options;
  const connection = createConnection(options);
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: (): Promise<DatabaseConnection> => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      // A full disk makes SQLite roll back by itself; a second rollback would hide that error.
      if (database.isTransaction) await run('rollback');
    },
    destroy: async () => database.close(),
  };
}
