import type { SqlAdapter } from '@homarus/store-sql';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';

import { createConnectionLock } from './connection-lock.ts';
import { createConnection } from './sqlite-connection.ts';
import type { ConnectionOptions } from './sqlite-connection.ts';
import { sqliteFragments } from './sqlite-fragments.ts';

/**
 * Kysely over `node:sqlite`: one connection that one user at a time has, prepared statements kept by
 * their text, and transactions that take the write lock when they begin, so that what they have read
 * cannot change before they write. A write is answered when it is durable; the connection has its next
 * user by then.
 */
export function nodeSqliteDialect(options: ConnectionOptions): Dialect {
  return {
    createDriver: () => createDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: (): SqlAdapter => createAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Kysely's own lock would be held until a write is on the disk; the driver has one that is not. */
function createAdapter(): SqlAdapter {
  const adapter = Object.assign(new SqliteAdapter(), { fragments: sqliteFragments });
  return Object.defineProperty(adapter, 'supportsMultipleConnections', { value: true });
}

function createDriver(options: ConnectionOptions): Driver {
  const { database, durability } = options;
  const connection = createConnection(options);
  const lock = createConnectionLock();
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: async (): Promise<DatabaseConnection> => {
      await lock.acquire();
      return connection;
    },
    releaseConnection: () => {
      const isDurable = durability.released();
      lock.release();
      return isDurable;
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      // A full disk makes SQLite roll back by itself; a second rollback would hide that error.
      if (database.isTransaction) await run('rollback');
    },
    destroy: async () => database.close(),
  };
}
