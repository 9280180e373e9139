import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import type { SqliteFile } from './sqlite-file.ts';

/**
 * What one user of the database has until it releases it. It reads beside the writer until it first
 * writes or begins a transaction; from then on it is the writer's one user, and reads what it wrote.
 */
export interface SqliteHandle extends DatabaseConnection {
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Resolves when what was committed is as safe as it has to be. */
  release(): Promise<void>;
}

export function createHandle(file: SqliteFile, isRelaxed: boolean): SqliteHandle {
  const { writer, reader, lock, durability } = file;
  let holding: Promise<void> | undefined;
  const hold = (): Promise<void> => (holding ??= lock.acquire());
  const write = async (sql: string): Promise<void> => {
    await hold();
    await writer.run(sql);
  };
  const execute = async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    if (holding === undefined && reader !== undefined && isRead(sql)) {
      return (await reader.run(sql, parameters)) as QueryResult<R>;
    }
    await hold();
    return (await writer.run(sql, parameters)) as QueryResult<R>;
  };
  return {
    executeQuery: execute,
    // One chunk: a cursor left open would hold back the write-ahead log.
    async *streamQuery<R>(query: CompiledQuery) {
      yield await execute<R>(query);
    },
    begin: () => write('begin immediate'),
    commit: () => write('commit'),
    async rollback() {
      // A full disk makes SQLite roll back by itself; a second rollback would hide that error.
      if (writer.isInTransaction()) await write('rollback');
    },
    async release() {
      if (holding === undefined) return;
      const isDurable = durability.released({ isRelaxed });
      lock.release();
      await isDurable;
    },
  };
}

function isRead(sql: string): boolean {
  return /^\s*select\b/iu.test(sql);
}
