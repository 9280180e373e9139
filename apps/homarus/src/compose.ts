import { createIds, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { Memory, MemoryAccess, MemoryDeps } from '@homarus/memory';
import { createUsageMeter, meteredModel, offlineModel } from '@homarus/models';
import type { EmbeddingModel, LanguageModel, UsageMeter } from '@homarus/models';
import type { SqlStores } from '@homarus/store-sql';

import { composeGateway } from './compose-gateway.ts';
import { serviceWithMcp } from './compose-mcp.ts';
import { configuredEmbedding, configuredModel } from './compose-models.ts';
import type { ComposeOptions } from './compose-models.ts';
import { composeRemoteGateway } from './compose-remote-memory.ts';
import { openStores } from './compose-stores.ts';
import { memoryAuth } from './auth.ts';
import type { Config } from './config/config.ts';
import type { Door } from './config/problem.ts';
import type { Fetch, Upgrade } from './process/listen.ts';
import { version } from './version.ts';

// The only place where ports meet adapters (models in compose-models.ts, stores in compose-stores.ts, the gateway in compose-gateway.ts): what Homarus is made of, from the store up.

/** The memory with its store; closing it ends the worker, then the database. */
export interface Core extends AsyncDisposable {
  readonly memory: Memory;
  readonly stores: SqlStores;
  /** What answers: the configured model, or the offline one. */
  readonly model: LanguageModel;
  /** What embeds; undefined without an embedding model. */
  readonly embedding: EmbeddingModel | undefined;
  /** What the models were used for. */
  readonly usage: UsageMeter;
}

/** The same for the gateway, whose memory may be elsewhere. */
export type GatewayCore = Omit<Core, 'memory' | typeof Symbol.asyncDispose> & {
  readonly memory: MemoryAccess;
};

export async function composeCore({ config, log }: ComposeOptions): Promise<Core> {
  await using stack = new AsyncDisposableStack();
  const stores = stack.use(await openStores({ config, log }));
  const configured = await configuredModel({ config, log });
  const usage = createUsageMeter();
  const embedding = await configuredEmbedding({ config, log }, stores.vectors, usage);
  const memory = stack.use(
    createMemory(
      {
        store: stores.memory,
        jobs: stores.memory,
        clock: systemClock,
        ids: createIds(),
        log: log.child({ part: 'memory' }),
        ...(configured === undefined
          ? {}
          : { model: meteredModel(configured, { meter: usage, purpose: 'extraction' }) }),
        ...(embedding === undefined ? {} : { embedding }),
        ...mirrorOf(config),
      },
      { timeZone: config.timeZone, review: config.memory.review },
    ),
  );
  const owned = stack.move();
  return {
    memory,
    stores,
    model: meteredModel(configured ?? offlineModel({ timeZone: config.timeZone }), {
      meter: usage,
      purpose: 'turn',
    }),
    embedding: embedding?.model,
    usage,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The tree is opened when there is something to show. */
function mirrorOf({ memory, identity }: Config): Pick<MemoryDeps, 'mirror'> {
  const { mirrorDir: root } = memory;
  if (root === undefined) return {};
  const open = async () => (await import('@homarus/mirror-files')).fileMirror({ root });
  return { mirror: { place: root, open, defaults: identity } };
}

/** What answers on a port. */
export interface Service {
  readonly fetch: Fetch;
  /** Answers with the control page alone. Default: there is none. */
  readonly fetchPage?: Fetch;
  /** Takes WebSocket connections. Default: there are none. */
  readonly upgrade?: Upgrade;
  /** Takes no new turn and resolves when the running ones have ended. */
  readonly drain: () => Promise<void>;
}

export async function composeService(
  door: Door,
  core: Core,
  options: ComposeOptions,
): Promise<Service> {
  if (door === 'memory') return composeMemoryServer(core, options);
  const { remote } = options.config.memory;
  return remote === undefined
    ? composeGateway(core, options)
    : composeRemoteGateway(core, options, remote);
}

async function composeMemoryServer(core: Core, options: ComposeOptions): Promise<Service> {
  const { createMemoryServer, ensureAccount } = await import('@homarus/memory-server');
  const { identity, memory } = options.config;
  const ids = createIds();
  const { admin } = core.stores;
  await ensureAccount(admin, { clock: systemClock, ids }, identity.accountId);
  const server = createMemoryServer(
    {
      memory: core.memory,
      admin,
      log: options.log.child({ part: 'memory-server' }),
      clock: systemClock,
      ids,
      version,
      tokenStats: core.usage,
    },
    {
      ...identity,
      auth: memoryAuth(memory, identity.accountId),
      rateLimit: memory.rateLimit,
    },
  );
  return serviceWithMcp(server, options);
}
