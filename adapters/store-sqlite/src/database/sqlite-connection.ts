import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import type { Clock } from '@homarus/base';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import { isBusy, toStoreError } from './sqlite-errors.ts';

export interface ConnectionOptions {
  /** Open; the driver closes it when Kysely is destroyed. */
  readonly database: DatabaseSync;
  /** Named in errors. */
  readonly path: string;
  readonly clock: Clock;
  /** How long a writer waits for another process, in milliseconds. */
  readonly busyTimeoutMs: number;
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

/**
 * Repeats `work` while another process holds the lock, up to the timeout. SQLite's own busy handler
 * would do so too, but it would stop the whole program while it waits.
 */
async function whenFree<T>(
  { database, clock, busyTimeoutMs }: ConnectionOptions,
  work: () => T,
): Promise<T> {
  const until = clock.now() + busyTimeoutMs;
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 20)) {
    try {
      return work();
    } catch (error) {
      const mayWait = isBusy(error) && !database.isTransaction && clock.now() < until;
      if (!mayWait) throw error;
    }
    await clock.sleep(waitMs);
  }
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
