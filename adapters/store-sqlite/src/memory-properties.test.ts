import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';
import { memoryProperties, seedsToRun } from '@homarus/memory/testing';

import { openSqlite } from './open-sqlite.ts';

runConformance(memoryProperties({ seeds: seedsToRun([1, 2]), steps: 60 }), {
  create: async () => {
    const stores = await openSqlite({ path: ':memory:', log: silentLogger });
    return { ...stores.memory, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
  },
  test,
});
