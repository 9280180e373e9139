import type { Logger } from '@homarus/base';

import type { PostgresPool } from '../connection/pool.ts';
import type { Flavour } from '../database/flavour.ts';
import { toStoreError, unavailable } from '../database/postgres-errors.ts';

interface ServerFacts {
  readonly encoding: string;
  readonly bypasses: boolean;
}

/** Refuses a server that cannot hold every text, and warns of a role that no policy holds back. */
export async function warnOfServer(
  pool: PostgresPool,
  { flavour, log }: { readonly flavour: Flavour; readonly log: Logger },
): Promise<void> {
  const { encoding, bypasses } = await readFacts(pool, flavour);
  if (encoding !== 'UTF8') {
    throw unavailable(
      `The database's encoding is ${encoding}. Make one with: create database homarus encoding 'UTF8' template template0`,
      { retryable: false },
    );
  }
  if (bypasses) {
    log.warn(
      'The database user is a superuser or bypasses row-level security: the database does not hold ' +
        'accounts apart itself, only Homarus does. Connect as an ordinary user (docs/postgresql.md).',
    );
  }
}

async function readFacts(pool: PostgresPool, flavour: Flavour): Promise<ServerFacts> {
  const bypasses = flavour === 'opengauss' ? 'false' : 'rolsuper or rolbypassrls';
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query(
        `select current_setting('server_encoding') as encoding, ${bypasses} as bypasses
        from pg_roles where rolname = current_user`,
      );
      return rows[0] as ServerFacts;
    } finally {
      client.release();
    }
  } catch (error) {
    throw toStoreError(error);
  }
}
