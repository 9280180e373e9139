import type { Clock } from '@homarus/base';
import type { JobStats, MemoryDatabase, StoreStats } from '@homarus/memory';

import type { Relaxed } from '../database/relaxed.ts';
import { sqliteMaintenanceStore } from '../maintenance/sqlite-maintenance-store.ts';
import { sqliteTransferStore } from '../transfer/sqlite-transfer-store.ts';
import type { Db } from '../tables/schema.ts';
import { commitChange } from './commit.ts';
import { conversationRows } from './conversation-rows.ts';
import { sqliteMirrorLedger } from './mirror-ledger.ts';
import { createDriftMeter } from './drift-meter.ts';
import { jobQueue } from './job-queue.ts';
import { memoryReaders } from './read-memories.ts';
import { reviewRows } from './review-rows.ts';
import { messageReaders } from './read-messages.ts';

/** The memory and its queue over an open database; disposing of it leaves the database open. */
export function sqliteMemoryStore(options: {
  readonly db: Db;
  readonly relaxed: Relaxed;
  readonly clock: Clock;
  /** The file, or `:memory:`. */
  readonly path: string;
}): MemoryDatabase {
  const { db, relaxed, clock } = options;
  const drift = createDriftMeter(db, clock);
  const jobs = jobQueue(db, relaxed);
  return {
    ...messageReaders(db),
    ...memoryReaders(db, relaxed),
    ...jobs,
    ...reviewRows(db),
    ...conversationRows(db),
    commit: (scope, change) => commitChange(options, scope, change),
    getStats: async (): Promise<StoreStats & JobStats> => ({
      ...(await countRows(db)),
      ...(await jobs.getStats()),
      drift: await drift.get(),
    }),
    maintenance: sqliteMaintenanceStore(db, options.path),
    transfer: sqliteTransferStore(db),
    mirrorLedger: sqliteMirrorLedger(db),
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
