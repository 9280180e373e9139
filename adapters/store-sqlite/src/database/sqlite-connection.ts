import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import { toStoreError } from './sqlite-errors.ts';
import { whenFree } from './when-free.ts';
import type { WaitOptions } from './when-free.ts';

export interface ConnectionOptions extends WaitOptions {
  /** Open; the driver closes it when Kysely is destroyed. */
  readonly database: DatabaseSync;
  /** Named in errors. */
  readonly path: string;
}

export interface SqliteConnection extends DatabaseConnection {
  run(sql: string, parameters?: readonly unknown[]): Promise<QueryResult<unknown>>;
}

/** The one connection; throws only what {@link toStoreError} makes. */
export function createConnection(options: ConnectionOptions): SqliteConnection {
  const statements = createStatementCache(options.database);
  const run = async (
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<QueryResult<unknown>> => {
    try {
      return await whenFree(options, () => execute(statements, sql, parameters));
    } catch (error) {
      throw toStoreError(error, options.path);
    }
  };
  return {
    run,
    executeQuery: async <R>(query: CompiledQuery) =>
      (await run(query.sql, query.parameters)) as QueryResult<R>,
    // One chunk: a cursor left open would hold back the write-ahead log.
    async *streamQuery<R>(query: CompiledQuery) {
      yield (await run(query.sql, query.parameters)) as QueryResult<R>;
    },
  };
}

function execute(
  statements: StatementCache,
  sql: string,
  parameters: readonly unknown[],
): QueryResult<unknown> {
  const { statement, hasRows } = statements.get(sql);
  const values = parameters as readonly SQLInputValue[];
  if (hasRows) return { rows: statement.all(...values) };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

interface CachedStatement {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}

interface StatementCache {
  get(sql: string): CachedStatement;
}

const maxStatements = 200;

/** Keeps the statements that were used last. */
function createStatementCache(database: DatabaseSync): StatementCache {
  const cached = new Map<string, CachedStatement>();
  return {
    get: (sql) => {
      const known = cached.get(sql);
      const found = known ?? prepare(database, sql);
      if (known !== undefined) cached.delete(sql);
      cached.set(sql, found);
      if (cached.size > maxStatements) {
        const [oldest] = cached.keys();
        if (oldest !== undefined) cached.delete(oldest);
      }
      return found;
    },
  };
}

function prepare(database: DatabaseSync, sql: string): CachedStatement {
  const statement = database.prepare(sql);
  return { statement, hasRows: statement.columns().length > 0 };
}
