import type { Clock, Logger } from '@homarus/base';
import type { Db, Schema, SqlDatabase } from '@homarus/store-sql';
import { Kysely, sql } from 'kysely';

import type { PostgresPool } from '../connection/pool.ts';
import type { Flavour } from './flavour.ts';
import { inOwnerTransaction } from './owner-transaction.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { createPresence } from './presence.ts';
import type { Reach } from './reach.ts';

export interface PostgresDatabaseOptions {
  readonly pool: PostgresPool;
  readonly flavour: Flavour;
  readonly clock: Clock;
  readonly log: Logger;
}

/** So many accounts have their connection's maker kept; the one made first goes first. */
const maxAccounts = 1000;

/** A database that several servers share. */
export function postgresDatabase(options: PostgresDatabaseOptions): SqlDatabase {
  const { pool, flavour, clock } = options;
  const presence = createPresence(options);
  const dbOf = (reach: Reach): Db =>
    new Kysely<Schema>({ dialect: postgresDialect({ pool, flavour, reach }) });
  const accounts = new Map<string, Db>();
  const of = (accountId: string): Db => {
    const known = accounts.get(accountId);
    if (known !== undefined) return known;
    const [first] = accounts.keys();
    if (accounts.size >= maxAccounts && first !== undefined) accounts.delete(first);
    const db = dbOf({ accountId });
    accounts.set(accountId, db);
    return db;
  };
  return {
    of,
    all: dbOf('all'),
    alone: (owner, work) => inOwnerTransaction({ pool, flavour, owner, work }),
    relaxed: (db, work) =>
      db.connection().execute(async (connection) => {
        await sql`set synchronous_commit to off`.execute(connection);
        try {
          return await work(connection);
        } finally {
          await sql`set synchronous_commit to default`.execute(connection);
        }
      }),
    presence,
    clock,
    // The server looks after its files itself: checksums, amcheck.
    findDamage: () => Promise.resolve([]),
    [Symbol.asyncDispose]: async () => {
      await presence[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}
