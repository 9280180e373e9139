import type { Clock, Logger } from '@homarus/base';
import { createSqlStores, logSchemaUpdate } from '@homarus/store-sql';
import type { SqlStores } from '@homarus/store-sql';

import type { PostgresPool } from './connection/pool.ts';
import type { Flavour } from './database/flavour.ts';
import { postgresDatabase } from './database/postgres-database.ts';
import { warnOfServer } from './schema/check-server.ts';
import { migrate } from './schema/migrate.ts';
import { migrationsOf } from './schema/migrations.ts';
import { withNearestIndexes } from './schema/nearest-index.ts';

export interface OpenPoolOptions {
  readonly flavour: Flavour;
  /** See `PostgresOptions.nearestIndex`. */
  readonly nearestIndex?: boolean;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The stores over a pool, which is closed with them; when this throws, the pool stays open. */
export async function openPool(
  pool: PostgresPool,
  { flavour, log, clock, nearestIndex = false }: OpenPoolOptions,
): Promise<SqlStores> {
  const migrations = migrationsOf(flavour);
  logSchemaUpdate(log, await migrate(pool, { migrations, now: clock.now() }));
  await warnOfServer(pool, { flavour, log });
  const stores = createSqlStores(postgresDatabase({ pool, flavour, clock, log }));
  if (!nearestIndex || flavour === 'opengauss') return stores;
  return { ...stores, vectors: await withNearestIndexes(stores.vectors, { pool, log }) };
}
