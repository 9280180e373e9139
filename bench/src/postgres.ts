import { silentLogger } from '@homarus/base';
import { openPostgres } from '@homarus/store-postgres';
import { startPostgres } from '@homarus/store-postgres/testing';

import { benchLatency, measureLatency } from './latency.ts';
import { overStores } from './memory-fixture.ts';
import { printHeading } from './report.ts';

/**
 * The latency of one owner's memory over PostgreSQL, after that over SQLite. `databaseUrl` names an
 * empty database; without it a server is started as the system tests start theirs, on this machine's disk.
 */
export async function benchPostgres(databaseUrl: string | undefined): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const connectionString =
    databaseUrl ?? (await stack.use(await startPostgres()).createDatabase('bench'));
  await benchLatency();
  printHeading('The same over PostgreSQL, on loopback');
  const stores = await openPostgres({ connectionString, log: silentLogger });
  await measureLatency(stack.use(overStores(stores)));
}
