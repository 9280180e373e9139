import { assertNever } from '@homarus/base';
import type { CheckPage, CheckStep, Partition } from '@homarus/memory';

import type { Db } from '../tables/schema.ts';
import { checkEntries } from './check-entries.ts';
import { checkMemories } from './check-memories.ts';
import { checkMessages } from './check-messages.ts';

export function checkPartition(db: Db, partition: Partition, step: CheckStep): Promise<CheckPage> {
  switch (step.walk) {
    case 'messages':
      return checkMessages(db, partition, step);
    case 'memories':
      return checkMemories(db, partition, step);
    case 'entries':
      return checkEntries(db, partition, step);
    default:
      return assertNever(step.walk);
  }
}
