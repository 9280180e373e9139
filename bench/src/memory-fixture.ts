import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { Memory, MemoryStore, SessionScope } from '@homarus/memory';
import { openSqlite } from '@homarus/store-sqlite';

/** An engine over a SQLite file of its own, as `homarus up` runs it; both are gone when it is disposed of. */
export interface MemoryFixture extends AsyncDisposable {
  readonly memory: Memory;
  readonly store: MemoryStore;
  readonly file: string;
}

export async function openMemoryFixture(): Promise<MemoryFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homarus-bench-'));
  const file = path.join(folder, 'homarus.db');
  const stores = await openSqlite({ path: file, log: silentLogger });
  const memory = createMemory({
    store: stores.memory,
    jobs: stores.memory,
    clock: systemClock,
    ids: createIds(),
    log: silentLogger,
  });
  return {
    memory,
    store: stores.memory,
    file,
    async [Symbol.asyncDispose]() {
      await memory[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function benchScope(userId: string, sessionId: string): SessionScope {
  return { accountId: 'acct-bench', userId, agentId: 'main', sessionId };
}
