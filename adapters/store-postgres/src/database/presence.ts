import { errorText } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import type { Presence } from '@homarus/store-sql';
import { sql } from 'kysely';

import type { PostgresClient, PostgresPool } from '../connection/pool.ts';
import { toStoreError } from './postgres-errors.ts';

/** The first number of the locks that servers hold; the second is the server's. */
const presenceLock = 0x68_6f_6d_65;

/** Between tries to say again that this server is there, in milliseconds. */
const retryMs = 1000;

export interface PresenceDeps {
  readonly pool: PostgresPool;
  readonly log: Logger;
  readonly clock: Clock;
}

/**
 * Says that this server is there by an advisory lock that a connection of its own holds: when the
 * process dies, however it dies, the database lets the lock go. A connection that breaks is made anew.
 */
export function createPresence({ pool, log, clock }: PresenceDeps): Presence & AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  let client: PostgresClient | undefined;
  let known: Promise<number> | undefined;

  const hold = async (number: number | undefined): Promise<number> => {
    try {
      const held = await pool.hold(() => {
        client = undefined;
        void known?.then(holdAgain);
      });
      client = held;
      const own = number ?? (await nextNumber(held));
      await held.query('select pg_advisory_lock($1::int, $2::int)', [presenceLock, own]);
      return own;
    } catch (error) {
      client?.release(true);
      throw toStoreError(error);
    }
  };

  const holdAgain = async (number: number): Promise<void> => {
    while (!signal.aborted) {
      try {
        await hold(number);
        return;
      } catch (error) {
        log.warn('Other servers cannot see that this one is there.', { error: errorText(error) });
      }
      await clock.sleep(retryMs, { signal }).catch(() => undefined);
    }
  };

  return {
    number: async () => {
      known ??= hold(undefined);
      try {
        return await known;
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
    present: sql`(select objid::bigint from pg_locks
      where locktype = 'advisory' and granted and objsubid = 2
        and classid = ${sql.lit(presenceLock)}::oid
        and database = (select oid from pg_database where datname = current_database()))`,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      client?.release(true);
    },
  };
}

async function nextNumber(client: PostgresClient): Promise<number> {
  const { rows } = await client.query("select nextval('homarus_server') as number");
  return (rows[0] as { readonly number: number }).number;
}
