import type {
  DatabaseSync,
  SQLInputValue,
  StatementResultingChanges,
  StatementSync,
} from 'node:sqlite';

import type { QueryResult } from 'kysely';

import type { Durability } from './durability.ts';
import { toStoreError } from './sqlite-errors.ts';
import { whenFree } from './when-free.ts';
import type { WaitOptions } from './when-free.ts';

export interface ConnectionOptions extends WaitOptions {
  /** Open; whoever opened it closes it. */
  readonly database: DatabaseSync;
  /** Named in errors. */
  readonly path: string;
  /** Told of what is committed. */
  readonly durability: Durability;
}

export interface SqliteConnection {
  run(sql: string, parameters?: readonly unknown[]): Promise<QueryResult<unknown>>;
  isInTransaction(): boolean;
}

/** Runs statements on a database; throws only what {@link toStoreError} makes. */
export function createConnection(options: ConnectionOptions): SqliteConnection {
  const statements = createStatementCache(options.database);
  const run = async (
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<QueryResult<unknown>> => {
    try {
      return await whenFree(options, () => execute(options, statements.get(sql), parameters));
    } catch (error) {
      throw toStoreError(error, options.path);
    }
  };
  return { run, isInTransaction: () => options.database.isTransaction };
}

function execute(
  { database, durability }: ConnectionOptions,
  { statement, hasRows, mayWrite }: CachedStatement,
  parameters: readonly unknown[],
): QueryResult<unknown> {
  const values = parameters as readonly SQLInputValue[];
  if (mayWrite && !database.isTransaction) durability.requireSound();
  const result = hasRows ? { rows: statement.all(...values) } : toResult(statement.run(...values));
  // Also a transaction that only read: its answer may rest on what another process has just committed.
  if (mayWrite && !database.isTransaction) durability.committed();
  return result;
}

function toResult({ changes, lastInsertRowid }: StatementResultingChanges): QueryResult<unknown> {
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

interface CachedStatement {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
  readonly mayWrite: boolean;
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
  const hasRows = statement.columns().length > 0;
  return { statement, hasRows, mayWrite: !/^\s*(?:select|pragma|rollback)\b/iu.test(sql) };
}
