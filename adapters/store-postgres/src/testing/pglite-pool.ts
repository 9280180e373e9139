import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

import type { PostgresClient, PostgresPool, PostgresResult } from '../connection/pool.ts';

export interface PglitePool extends PostgresPool {
  /** Runs statements outside of any store. */
  run(sql: string): Promise<void>;
}

/** A PostgreSQL in this process, with pgvector, in memory. It has one connection, which its takers share in turn. */
export async function createPglitePool(): Promise<PglitePool> {
  const database = await PGlite.create({
    extensions: { vector },
    parsers: { 20: Number, 1700: Number },
  });
  // An ordinary user, as a server should have one: row-level security holds for it.
  await database.exec(`create extension vector;
    create role homarus; grant create on schema public to homarus; set role homarus;`);
  let last: Promise<unknown> = Promise.resolve();
  const takeTurn = async (): Promise<() => void> => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  };
  const connect = async (): Promise<PostgresClient> => {
    const leave = await takeTurn();
    return {
      session: database,
      query: async (sql, parameters) => {
        if (parameters === undefined) {
          const results = await database.exec(sql);
          const result = results.at(-1);
          return { rows: result?.rows ?? [], rowCount: 0, command: '' };
        }
        const { rows, affectedRows = 0 } = await database.query(sql, [...parameters]);
        return { rows, rowCount: affectedRows, command: '' };
      },
      release: leave,
    };
  };
  const ask = async (sql: string, parameters?: readonly unknown[]): Promise<PostgresResult> => {
    const client = await connect();
    try {
      return await client.query(sql, parameters);
    } finally {
      client.release();
    }
  };
  return {
    connect,
    // The one session holds what is to be held.
    hold: async () => ({ session: database, query: ask, release: () => undefined }),
    run: async (sql) => {
      await ask(sql);
    },
    end: () => database.close(),
  };
}
