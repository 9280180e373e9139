import { test } from 'node:test';

import { runConformance } from '@homarus/base/testing';

import { conversationStoreConformance } from './conversation-store-conformance.ts';
import { jobStoreConformance } from './job-store-conformance.ts';
import { memoryMemoryStore } from './memory-memory-store.ts';
import { memoryStoreConformance } from './memory-store-conformance.ts';

const create = async (): Promise<ReturnType<typeof memoryMemoryStore>> => memoryMemoryStore();

runConformance(memoryStoreConformance, { create, test });
runConformance(jobStoreConformance, { create, test });
runConformance(conversationStoreConformance, { create, test });
