import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { Memory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import { createMemoryServer } from '@homarus/memory-server';
import { memoryAdminStore } from '@homarus/memory-server/testing';
import { getRequestListener } from '@hono/node-server';

import { openHttpMemory } from '../http-memory.ts';
import type { HttpMemoryOptions } from '../http-memory.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A memory service on a port that stays the same, whether it listens or not. */
export interface MemoryPlace extends AsyncDisposable {
  readonly url: string;
  /** Of its clients. */
  readonly dataDir: string;
  /** A client of it, with a data folder that is the same each time. */
  open(options?: Partial<HttpMemoryOptions>): ReturnType<typeof openHttpMemory>;
  /** What the service has of a user's conversation. */
  textsOf(userId: string, sessionId: string): Promise<readonly string[]>;
  /** Erases a user, whether the service listens or not; answers when. */
  erase(userId: string): Promise<number>;
  /** Cuts every connection and takes no more. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Has requests answered like this; undefined: by the service. */
  answerBy(answer: Answer | undefined): void;
  /** The service's own answer. */
  readonly serve: Answer;
  /** Requests that came, by path. */
  readonly asked: readonly string[];
}

const deps = { clock: systemClock, ids: createIds(), log: silentLogger };

function createService() {
  const store = memoryMemoryStore();
  const memory = createMemory({ store, jobs: store, ...deps });
  const service = createMemoryServer(
    { memory, admin: memoryAdminStore(), ...deps, version: '1.2.3' },
    { accountId: 'acct-demo', userId: 'u-default', agentId: 'main', auth: { mode: 'none' } },
  );
  return { memory, service };
}

export async function startMemoryPlace(): Promise<MemoryPlace> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'homarus-remote-'));
  const { memory, service } = createService();
  const serve = getRequestListener((request) => service.fetch(request));
  const asked: string[] = [];
  let answer: Answer = serve;
  let server: Server | undefined;
  let port = 0;
  const comeBack = async (): Promise<void> => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      void answer(request, response);
    });
    const listening = Promise.withResolvers<void>();
    server.listen(port, '127.0.0.1', listening.resolve);
    await listening.promise;
    ({ port } = server.address() as AddressInfo);
  };
  const goAway = async (): Promise<void> => {
    const closed = Promise.withResolvers<unknown>();
    server?.close(closed.resolve);
    server?.closeAllConnections();
    if (server !== undefined) await closed.promise;
    server = undefined;
  };
  await comeBack();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    dataDir,
    serve,
    asked,
    comeBack,
    goAway,
    open: (options = {}) =>
      openHttpMemory(
        { ids: deps.ids, log: silentLogger },
        { url, dataDir, captureTimeoutMs: 500, backoff: { baseMs: 5, maxMs: 20 }, ...options },
      ),
    answerBy: (other = serve) => {
      answer = other;
    },
    textsOf: (userId, sessionId) => listTexts(memory, userId, sessionId),
    async erase(userId) {
      await memory.maintenance.erase({ accountId: 'acct-demo', userId });
      return deps.clock.now();
    },
    async [Symbol.asyncDispose]() {
      await goAway();
      await memory[Symbol.asyncDispose]();
      await Promise.all(
        [dataDir, `${dataDir}-other`].map((folder) => rm(folder, { recursive: true, force: true })),
      );
    },
  };
}

async function listTexts(
  { statistics }: Memory,
  userId: string,
  sessionId: string,
): Promise<readonly string[]> {
  const { messages } = await statistics.listBatches(
    { accountId: 'acct-demo', userId },
    { categories: ['full_context_user'], sessionId },
    { limit: 500, offset: 0, newestFirst: false },
  );
  return messages.map(({ message }) => message.text);
}
