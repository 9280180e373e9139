import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { createMemoryServer } from '@homarus/memory-server';
import { listen, memoryAdminStore } from '@homarus/memory-server/testing';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryClient } from '@homarus/sdk';

export interface TestMemoryServer extends AsyncDisposable {
  readonly url: string;
  readonly client: MemoryClient;
  /** Nobody answers at the address any more; what is stored stays. */
  stop(): Promise<void>;
  /** At the same address, with the same store. */
  start(): Promise<void>;
  /** Everything that is stored of a conversation, in order. */
  texts(sessionId: string, userId?: string): Promise<readonly string[]>;
  /** Calls are served when this has settled. */
  hold(until: Promise<unknown>): void;
}

/** The memory behind a real socket, which can be stopped and started again. */
export async function startMemoryServer(): Promise<TestMemoryServer> {
  const store = memoryMemoryStore();
  const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory({ store, jobs: store, ...deps });
  memory.start();
  const identity = { accountId: 'acct-demo', userId: 'u-default', agentId: 'main' };
  const server = createMemoryServer(
    { memory, admin: memoryAdminStore(), ...deps, version: '1.2.3' },
    { ...identity, auth: { mode: 'none' } },
  );
  let held: Promise<unknown> = Promise.resolve();
  const fetch = async (request: Request): Promise<Response> => {
    await held;
    return server.fetch(request);
  };
  let listening = await listen({ ...server, fetch });
  let isUp = true;
  const { port } = listening;
  const stop = async (): Promise<void> => {
    if (isUp) await listening[Symbol.asyncDispose]();
    isUp = false;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    client: createMemoryClient({ url: `http://127.0.0.1:${port}` }),
    stop,
    async start() {
      listening = await listen({ ...server, fetch }, port);
      isUp = true;
    },
    async texts(sessionId, userId = identity.userId) {
      const scope = { ...identity, userId, sessionId };
      return (await store.listMessages(scope, {})).map(({ text }) => text);
    },
    hold(until) {
      held = until;
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await memory[Symbol.asyncDispose]();
    },
  };
}
