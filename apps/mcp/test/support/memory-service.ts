import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { createMemoryServer } from '@homarus/memory-server';
import { memoryAdminStore } from '@homarus/memory-server/testing';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryClient } from '@homarus/sdk';
import { getRequestListener } from '@hono/node-server';

export interface MemoryServiceProcess extends AsyncDisposable {
  readonly url: string;
  /** Of the service, past MCP. */
  readonly client: MemoryClient;
}

/** A memory service on a port of its own, over the in-memory store. */
export async function startMemoryService(apiKey?: string): Promise<MemoryServiceProcess> {
  const store = memoryMemoryStore({ clock: systemClock });
  const shared = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory({ store, jobs: store, ...shared });
  const hash = createHash('sha256')
    .update(apiKey ?? '')
    .digest('hex');
  const accountId = 'acct-demo';
  const service = createMemoryServer(
    { memory, admin: memoryAdminStore(), version: '1.2.3', ...shared },
    {
      accountId,
      userId: 'u-default',
      agentId: 'main',
      auth:
        apiKey === undefined
          ? { mode: 'none' }
          : { mode: 'key', keys: [{ hash, accountId, role: 'root' }] },
    },
  );
  const answer = getRequestListener((request) => service.fetch(request));
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    client: createMemoryClient({ url, ...(apiKey === undefined ? {} : { apiKey }) }),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<unknown>();
      server.close(closed.resolve);
      server.closeAllConnections();
      await closed.promise;
      await memory[Symbol.asyncDispose]();
    },
  };
}
