import { after, test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';
import {
  conversationStoreConformance,
  jobStoreConformance,
  memoryStoreConformance,
  reviewStoreConformance,
  vectorStoreConformance,
} from '@homarus/memory/testing';
import { agentStoreConformance } from '@homarus/gateway/testing';
import { adminStoreConformance } from '@homarus/memory-server/testing';
import { sessionStoreConformance } from '@homarus/sessions/testing';
import type { SqlStores } from '@homarus/store-sql';

import { openPool } from './open-pool.ts';
import { accountTables } from './schema/row-security.ts';
import { createPglitePool } from './testing/pglite-pool.ts';

const pool = await createPglitePool();
after(() => pool.end());
const options = { flavour: 'postgresql', log: silentLogger, clock: systemClock } as const;

/** The stores of a database without rows; closing them leaves the one PostgreSQL of this file running. */
async function openEmpty(): Promise<SqlStores> {
  const stores = await openPool({ ...pool, end: () => Promise.resolve() }, options);
  await pool.run(`truncate ${accountTables.join(', ')}, memory_revision restart identity`);
  return stores;
}

async function open<K extends 'memory' | 'sessions' | 'admin' | 'agents'>(
  name: K,
): Promise<SqlStores[K]> {
  const stores = await openEmpty();
  return { ...stores[name], [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
}

const memory = { create: () => open('memory'), test };
runConformance(memoryStoreConformance, memory);
runConformance(jobStoreConformance, memory);
runConformance(conversationStoreConformance, memory);
runConformance(reviewStoreConformance, memory);
runConformance(vectorStoreConformance, { create: openEmpty, test });
runConformance(sessionStoreConformance, { create: () => open('sessions'), test });
runConformance(adminStoreConformance, { create: () => open('admin'), test });
runConformance(agentStoreConformance, { create: () => open('agents'), test });
