import type { MaintenanceStore } from '@homarus/memory';

import type { SqlDatabase } from '../database/sql-database.ts';
import { checkPartition } from './check-partition.ts';
import { erase } from './erase.ts';
import { getErasedAt, noteErasure } from './erasures.ts';
import { jobDesk } from './job-desk.ts';
import { listPartitions } from './list-partitions.ts';
import { countLostRevisions, removeLostRevisions } from './lost-revisions.ts';
import { remakeEntries, removeEntries } from './mend-entries.ts';

/** The care of the rows. */
export function sqlMaintenanceStore(database: SqlDatabase): MaintenanceStore {
  const { of, all } = database;
  return {
    listPartitions: (query) =>
      listPartitions(query.accountId === undefined ? all : of(query.accountId), query),
    check: (partition, step) => checkPartition(of(partition.accountId), partition, step),
    checkFile: async () => {
      const damage = await database.findDamage();
      return { damage, lostRevisions: damage.length > 0 ? 0 : await countLostRevisions(all) };
    },
    remakeEntries: (partition, problems, termsOf) =>
      remakeEntries(database, partition, { problems, termsOf }),
    removeEntries: (partition, problems) =>
      removeEntries(of(partition.accountId), partition, problems),
    removeLostRevisions: () => removeLostRevisions(all),
    noteErasure: (whose, at) => noteErasure(of(whose.accountId), whose, at),
    getErasedAt: (partition) => getErasedAt(of(partition.accountId), partition),
    erase: (whose, limit) => erase(of(whose.accountId), whose, limit),
    ...jobDesk(database),
  };
}
