import { systemClock } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';
import type { SqlStores } from '@homarus/store-sql';

import { toConnectionUrl } from './connection/connection-string.ts';
import { createPgPool } from './connection/pg-pool.ts';
import type { Flavour } from './database/flavour.ts';
import { openPool } from './open-pool.ts';

export interface PostgresOptions {
  /** A URL or libpq's pairs of name and value. */
  readonly connectionString: string;
  /** Default: `postgresql`. */
  readonly dialect?: Flavour;
  /** Connections that this process may have open at once. Default 10. */
  readonly maxConnections?: number;
  /**
   * Whether vectors have an HNSW index of pgvector, for searches of other programs; the engine needs
   * none. Storing a vector takes longer with it. Default false; not on openGauss.
   */
  readonly nearestIndex?: boolean;
  readonly log: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Opens the database and brings its schema up to date. Several servers may have one database open; each
 * opens it once.
 *
 * Throws `invalid_request` for a connection string that cannot be read and `unavailable`, with what to
 * do, for a server that cannot be reached, lacks pgvector or refuses this user, for tables that are not
 * ours, and for those of a newer version.
 */
export async function openPostgres(options: PostgresOptions): Promise<SqlStores> {
  const {
    connectionString,
    dialect = 'postgresql',
    maxConnections = 10,
    log,
    nearestIndex = false,
  } = options;
  const settings = { connectionString: toConnectionUrl(connectionString), max: maxConnections };
  const pool = createPgPool({ settings, log });
  try {
    const clock = options.clock ?? systemClock;
    return await openPool(pool, { flavour: dialect, log, clock, nearestIndex });
  } catch (error) {
    await pool.end();
    throw error;
  }
}
