import { createIds, silentLogger, systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { createGateway } from '@homarus/gateway';
import type { Gateway } from '@homarus/gateway';
import nodePath from 'node:path';

import { createMemory } from '@homarus/memory';
import type { Memory, SessionScope } from '@homarus/memory';
import { openaiEmbeddingModel, openaiModel } from '@homarus/model-openai';
import { offlineModel } from '@homarus/models';
import { openSqlite } from '@homarus/store-sqlite';
import type { SqliteStores } from '@homarus/store-sqlite';

/** The engine and the gateway over one file, as `homarus up` puts them together, without its ports. */
export interface KillWorld extends AsyncDisposable {
  readonly memory: Memory;
  readonly stores: SqliteStores;
  readonly gateway: Gateway;
}

export interface KillWorldOptions {
  /** Of an OpenAI-compatible endpoint that learns, summarises and embeds. Default: no model. */
  readonly modelUrl?: string | undefined;
  /** How far its clock is ahead of the system's. Default 0. */
  readonly aheadMs?: number;
}

/** Jobs of a killed process are taken by the next one after so long. */
export const leaseMs = 1_000;

export async function openKillWorld(
  path: string,
  { modelUrl, aheadMs = 0 }: KillWorldOptions = {},
): Promise<KillWorld> {
  const stores = await openSqlite({ path, log: silentLogger });
  const parts = { clock: clockAhead(aheadMs), ids: createIds(), log: silentLogger };
  const memory = createMemory(
    {
      ...parts,
      store: stores.memory,
      jobs: stores.memory,
      ...(modelUrl === undefined ? {} : modelsAt(modelUrl, stores)),
    },
    { worker: { leaseMs } },
  );
  const gateway = createGateway(
    {
      ...parts,
      memory,
      sessions: stores.sessions,
      devices: stores.devices,
      model: offlineModel(),
      agentStore: stores.agents,
      auditStore: stores.admin,
    },
    {
      version: '0',
      auth: { mode: 'none' },
      dataFolder: nodePath.dirname(path),
      accountId: killScope('').accountId,
    },
  );
  return {
    memory,
    stores,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await memory[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
    },
  };
}

function modelsAt(baseUrl: string, { vectors }: SqliteStores) {
  return {
    model: openaiModel({ baseUrl, model: 'scripted' }),
    embedding: {
      vectors,
      model: openaiEmbeddingModel({ baseUrl, model: 'embedder', maxEmbeddingsPerCall: 4 }),
    },
  };
}

function clockAhead(aheadMs: number): Clock {
  return { ...systemClock, now: () => systemClock.now() + aheadMs };
}

export function killScope(sessionId: string, userId = 'u-default'): SessionScope {
  return { accountId: 'acct-kill', userId, agentId: 'main', sessionId };
}

/** A word that nothing else has, in letters, so that it is one token. */
export function roundWord(name: string, round: number): string {
  const letters = Array.from(String(round), (digit) => 'abcdefghij'.charAt(Number(digit))).join('');
  return `kw${name}x${letters}x`;
}
