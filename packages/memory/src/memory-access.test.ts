import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';

import { createMemory } from './create-memory.ts';
import { memoryAccessConformance } from './testing/memory-access-conformance.ts';
import { memoryMemoryStore } from './testing/memory-memory-store.ts';

runConformance(memoryAccessConformance, {
  create: async () => {
    const store = memoryMemoryStore();
    const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
    return createMemory({ store, jobs: store, ...deps });
  },
  test,
});
