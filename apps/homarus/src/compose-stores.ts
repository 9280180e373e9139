import type { SqlStores } from '@homarus/store-sql';

import type { ComposeOptions } from './compose-models.ts';
import { databaseFileOf } from './config/config.ts';

/** Opens the configured database; only its own driver is loaded. */
export async function openStores({ config, log }: ComposeOptions): Promise<SqlStores> {
  const { database } = config;
  if (database.provider === 'sqlite') {
    const { openSqlite } = await import('@homarus/store-sqlite');
    return openSqlite({ path: databaseFileOf(config), log });
  }
  const { openPostgres } = await import('@homarus/store-postgres');
  const { connectionString, maxConnections, nearestIndex, provider } = database;
  return openPostgres({
    connectionString,
    maxConnections,
    nearestIndex,
    dialect: provider === 'opengauss' ? 'opengauss' : 'postgresql',
    log: log.child({ part: 'database' }),
  });
}
