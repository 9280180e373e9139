import type { SqlAdapter } from '@homarus/store-sql';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';

import type { SqliteFile } from './sqlite-file.ts';
import { createHandle } from './sqlite-handle.ts';
import type { SqliteHandle } from './sqlite-handle.ts';
import { sqliteFragments } from './sqlite-fragments.ts';

export interface DialectOptions {
  /** What is committed need not be on the disk before it is answered. */
  readonly isRelaxed: boolean;
  /** When Kysely is destroyed. */
  readonly close: () => void;
}

/**
 * Kysely over `node:sqlite`: one connection that one user at a time writes with, in transactions that
 * take the write lock when they begin, so that what they have read cannot change before they write;
 * and one that reads what is committed, whoever writes or waits to write. A write is answered when it
 * is durable; the writer has its next user by then.
 */
export function nodeSqliteDialect(file: SqliteFile, options: DialectOptions): Dialect {
  return {
    createDriver: () => createDriver(file, options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: (): SqlAdapter => createAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Kysely's own lock would be held until a write is on the disk; handles have one that is not. */
function createAdapter(): SqlAdapter {
  const adapter = Object.assign(new SqliteAdapter(), { fragments: sqliteFragments });
  return Object.defineProperty(adapter, 'supportsMultipleConnections', { value: true });
}

function createDriver(file: SqliteFile, { isRelaxed, close }: DialectOptions): Driver {
  const handles = new WeakMap<DatabaseConnection, SqliteHandle>();
  const handleOf = (connection: DatabaseConnection): SqliteHandle => {
    const handle = handles.get(connection);
    if (handle === undefined) throw new Error('A connection of another driver was given.');
    return handle;
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: async (): Promise<DatabaseConnection> => {
      const handle = createHandle(file, isRelaxed);
      handles.set(handle, handle);
      return handle;
    },
    releaseConnection: (connection) => handleOf(connection).release(),
    beginTransaction: (connection) => handleOf(connection).begin(),
    commitTransaction: (connection) => handleOf(connection).commit(),
    rollbackTransaction: (connection) => handleOf(connection).rollback(),
    destroy: async () => close(),
  };
}
