import type { MaintenanceStore } from '@homarus/memory';

import type { Db } from '../tables/schema.ts';
import { checkFile, removeLostRevisions } from './check-file.ts';
import { checkPartition } from './check-partition.ts';
import { jobDesk } from './job-desk.ts';
import { listPartitions } from './list-partitions.ts';
import { remakeEntries, removeEntries } from './mend-entries.ts';

/** The care of the rows; `path` is the file that the connection is to, or `:memory:`. */
export function sqliteMaintenanceStore(db: Db, path: string): MaintenanceStore {
  return {
    listPartitions: (query) => listPartitions(db, query),
    check: (partition, step) => checkPartition(db, partition, step),
    checkFile: () => checkFile(db, path),
    remakeEntries: (partition, problems, termsOf) =>
      remakeEntries(db, partition, { problems, termsOf }),
    removeEntries: (partition, problems) => removeEntries(db, partition, problems),
    removeLostRevisions: () => removeLostRevisions(db),
    ...jobDesk(db),
  };
}
