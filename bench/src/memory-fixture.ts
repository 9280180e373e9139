import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type {
  EmbeddingSettings,
  Memory,
  MemoryStore,
  SessionScope,
  VectorStore,
} from '@homarus/memory';
import type { SqlStores } from '@homarus/store-sql';
import { openSqlite } from '@homarus/store-sqlite';

/** An engine over a SQLite file of its own, as `homarus up` runs it; both are gone when it is disposed of. */
export interface MemoryFixture extends AsyncDisposable {
  readonly memory: Memory;
  readonly store: MemoryStore;
  readonly vectors: VectorStore;
  readonly file: string;
}

/** Without a model there are no vectors. */
export async function openMemoryFixture(
  model?: EmbeddingSettings['model'],
): Promise<MemoryFixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homarus-bench-'));
  const file = path.join(folder, 'homarus.db');
  const stores = await openSqlite({ path: file, log: silentLogger });
  const fixture = overStores(stores, model);
  return {
    ...fixture,
    file,
    async [Symbol.asyncDispose]() {
      await fixture[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An engine over open stores, which are closed with it. */
export function overStores(
  stores: SqlStores,
  model?: EmbeddingSettings['model'],
): Omit<MemoryFixture, 'file'> {
  const memory = createMemory({
    store: stores.memory,
    jobs: stores.memory,
    clock: systemClock,
    ids: createIds(),
    log: silentLogger,
    ...(model === undefined ? {} : { embedding: { model, vectors: stores.vectors } }),
  });
  return {
    memory,
    store: stores.memory,
    vectors: stores.vectors,
    async [Symbol.asyncDispose]() {
      await memory[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
    },
  };
}

export function benchScope(userId: string, sessionId: string): SessionScope {
  return { accountId: 'acct-bench', userId, agentId: 'main', sessionId };
}
