import { runConformance } from '@homarus/base/testing';
import type { ConformanceOptions } from '@homarus/base/testing';
import { agentStoreConformance, deviceStoreConformance } from '@homarus/gateway/testing';
import {
  conversationStoreConformance,
  jobStoreConformance,
  memoryStoreConformance,
  mirrorLedgerConformance,
  reviewStoreConformance,
  vectorStoreConformance,
} from '@homarus/memory/testing';
import { cronStoreConformance } from '@homarus/jobs/testing';
import { adminStoreConformance } from '@homarus/memory-server/testing';
import { sessionStoreConformance } from '@homarus/sessions/testing';
import type { SqlStores } from '@homarus/store-sql';

/** Every suite of every store; `create` opens a database without rows. */
export function runStoreConformance({ create, test }: ConformanceOptions<SqlStores>): void {
  const open = async <K extends 'memory' | 'sessions' | 'admin' | 'agents' | 'devices' | 'cron'>(
    name: K,
  ): Promise<SqlStores[K] & Partial<AsyncDisposable>> => {
    const stores = await create();
    return { ...stores[name], [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
  };
  const memory = { create: () => open('memory'), test };
  runConformance(memoryStoreConformance, memory);
  runConformance(mirrorLedgerConformance, memory);
  runConformance(jobStoreConformance, memory);
  runConformance(conversationStoreConformance, memory);
  runConformance(reviewStoreConformance, memory);
  runConformance(vectorStoreConformance, { create, test });
  runConformance(sessionStoreConformance, { create: () => open('sessions'), test });
  runConformance(agentStoreConformance, { create: () => open('agents'), test });
  runConformance(deviceStoreConformance, { create: () => open('devices'), test });
  runConformance(cronStoreConformance, { create: () => open('cron'), test });
  runConformance(adminStoreConformance, { create: () => open('admin'), test });
}
