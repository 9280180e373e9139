import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryStore } from '../ports/memory-store.ts';
import { commitCases } from './conformance/commit-cases.ts';
import { conflictCases } from './conformance/conflict-cases.ts';
import { isolationCases } from './conformance/isolation-cases.ts';
import { maintenanceCases } from './conformance/maintenance-cases.ts';
import { memoryCases } from './conformance/memory-cases.ts';
import { messageCases } from './conformance/message-cases.ts';
import { searchEntryCases } from './conformance/search-entry-cases.ts';
import { statisticsCases } from './conformance/statistics-cases.ts';
import { transferCases } from './conformance/transfer-cases.ts';
import { visibilityCases } from './conformance/visibility-cases.ts';

/** What every {@link MemoryStore} has to do. Each case expects an empty store. */
export const memoryStoreConformance: readonly ConformanceCase<MemoryStore>[] = [
  ...commitCases,
  ...conflictCases,
  ...messageCases,
  ...memoryCases,
  ...searchEntryCases,
  ...visibilityCases,
  ...isolationCases,
  ...maintenanceCases,
  ...transferCases,
  ...statisticsCases,
];
