import type { JobStats, MemoryDatabase, StoreStats } from '@homarus/memory';

import type { SqlDatabase } from '../database/sql-database.ts';
import { sqlMaintenanceStore } from '../maintenance/sql-maintenance-store.ts';
import { sqlMemoryStatistics } from '../statistics/sql-memory-statistics.ts';
import { sqlTransferStore } from '../transfer/sql-transfer-store.ts';
import type { Db } from '../tables/schema.ts';
import { commitChange } from './commit.ts';
import { conversationRows } from './conversation-rows.ts';
import { mirrorLedger } from './mirror-ledger.ts';
import { createDriftMeter } from './drift-meter.ts';
import { jobQueue } from './job-queue.ts';
import { memoryReaders } from './read-memories.ts';
import { reviewRows } from './review-rows.ts';
import { messageReaders } from './read-messages.ts';

/** The memory and its queue over an open database; disposing of it leaves the database open. */
export function sqlMemoryStore(database: SqlDatabase): MemoryDatabase {
  const drift = createDriftMeter(database.all, database.clock);
  const jobs = jobQueue(database);
  return {
    ...messageReaders(database),
    ...memoryReaders(database),
    ...jobs,
    ...reviewRows(database),
    ...conversationRows(database),
    commit: (scope, change) => commitChange(database, scope, change),
    getStats: async (): Promise<StoreStats & JobStats> => ({
      ...(await countRows(database.all)),
      ...(await jobs.getStats()),
      drift: await drift.get(),
    }),
    maintenance: sqlMaintenanceStore(database),
    transfer: sqlTransferStore(database),
    statistics: sqlMemoryStatistics(database),
    mirrorLedger: mirrorLedger(database),
    [Symbol.asyncDispose]: () => drift[Symbol.asyncDispose](),
  };
}

/** From the counts that commits keep; counting millions of rows takes too long for health. */
async function countRows(db: Db): Promise<Pick<StoreStats, 'messages' | 'memories'>> {
  const row = await db
    .selectFrom('partition')
    .select(({ fn }) => [
      fn.sum<number | null>('messages').as('messages'),
      fn.sum<number | null>('memories').as('memories'),
    ])
    .executeTakeFirst();
  return { messages: row?.messages ?? 0, memories: row?.memories ?? 0 };
}
