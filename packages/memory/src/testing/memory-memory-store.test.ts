import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { reviewStoreConformance } from './review-store-conformance.ts';
import { conversationStoreConformance } from './conversation-store-conformance.ts';
import { jobStoreConformance } from './job-store-conformance.ts';
import { memoryMemoryStore } from './memory-memory-store.ts';
import { mirrorLedgerConformance } from './mirror-ledger-conformance.ts';
import { memoryStoreConformance } from './memory-store-conformance.ts';
import { vectorStoreConformance } from './vector-store-conformance.ts';

const create = async (): Promise<ReturnType<typeof memoryMemoryStore>> => memoryMemoryStore();

runConformance(memoryStoreConformance, { create, test });
runConformance(mirrorLedgerConformance, { create, test });
runConformance(jobStoreConformance, { create, test });
runConformance(conversationStoreConformance, { create, test });
runConformance(vectorStoreConformance, {
  create: async () => {
    const memory = await create();
    return { memory, vectors: memory.vectors };
  },
  test,
});
runConformance(reviewStoreConformance, { create, test });
