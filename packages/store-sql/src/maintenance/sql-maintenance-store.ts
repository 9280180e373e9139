import type { MaintenanceStore } from '@homarus/memory';

import type { Db } from '../tables/schema.ts';
import { checkPartition } from './check-partition.ts';
import { jobDesk } from './job-desk.ts';
import { listPartitions } from './list-partitions.ts';
import { countLostRevisions, removeLostRevisions } from './lost-revisions.ts';
import { remakeEntries, removeEntries } from './mend-entries.ts';

/** The care of the rows; `findDamage` is the database's own check of its files. */
export function sqlMaintenanceStore(
  db: Db,
  findDamage: () => Promise<readonly string[]>,
): MaintenanceStore {
  return {
    listPartitions: (query) => listPartitions(db, query),
    check: (partition, step) => checkPartition(db, partition, step),
    checkFile: async () => ({
      damage: await findDamage(),
      lostRevisions: await countLostRevisions(db),
    }),
    remakeEntries: (partition, problems, termsOf) =>
      remakeEntries(db, partition, { problems, termsOf }),
    removeEntries: (partition, problems) => removeEntries(db, partition, problems),
    removeLostRevisions: () => removeLostRevisions(db),
    ...jobDesk(db),
  };
}
