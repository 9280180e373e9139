import type { AgentStore, DeviceStore } from '@homarus/gateway';
import type { CronStore } from '@homarus/jobs';
import type { AdminDatabase } from '@homarus/memory-server';
import type { MemoryDatabase, VectorStore } from '@homarus/memory';
import type { SessionStore } from '@homarus/sessions';

import { sqlAdminStore } from './admin/sql-admin-store.ts';
import { sqlAgentStore } from './agents/sql-agent-store.ts';
import { sqlCronStore } from './cron/sql-cron-store.ts';
import type { SqlDatabase } from './database/sql-database.ts';
import { sqlDeviceStore } from './devices/sql-device-store.ts';
import { sqlMemoryStore } from './memory/sql-memory-store.ts';
import { sqlSessionStore } from './sessions/sql-session-store.ts';
import { sqlVectorStore } from './vectors/sql-vector-store.ts';

/** The stores of one database. They are closed together, with the database. */
export interface SqlStores extends AsyncDisposable {
  readonly memory: MemoryDatabase;
  readonly sessions: SessionStore;
  readonly devices: DeviceStore;
  readonly cron: CronStore;
  readonly admin: AdminDatabase;
  readonly vectors: VectorStore;
  readonly agents: AgentStore;
}

/** The stores over an open database, whatever its dialect; disposing of them closes it. */
export function createSqlStores(database: SqlDatabase): SqlStores {
  const memory = sqlMemoryStore(database);
  return {
    memory,
    sessions: sqlSessionStore(database),
    devices: sqlDeviceStore(database),
    cron: sqlCronStore(database),
    admin: sqlAdminStore(database),
    vectors: sqlVectorStore(database),
    agents: sqlAgentStore(database),
    [Symbol.asyncDispose]: async () => {
      await memory[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
