import { createIds, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { MemoryDeps } from '@homarus/memory';
import { createUsageMeter, meteredModel, offlineModel } from '@homarus/models';

import { composeGateway } from './compose-gateway.ts';
import { serviceWithMcp } from './compose-mcp.ts';
import { configuredEmbedding } from './compose-embedding.ts';
import { configuredModel } from './compose-models.ts';
import type { ComposeOptions } from './compose-models.ts';
import { composeEmbeddingPlugins } from './compose-plugins.ts';
import { composeRemoteGateway } from './compose-remote-memory.ts';
import { openStores } from './compose-stores.ts';
import { memoryAuth } from './auth.ts';
import type { Config } from './config/config.ts';
import type { Door } from './config/problem.ts';
import type { Core } from './core.ts';
import type { Service } from './service.ts';
import { version } from './version.ts';

// The only place where ports meet adapters (models in compose-models.ts, stores in compose-stores.ts, the gateway in compose-gateway.ts): what Homarus is made of, from the store up.

export async function composeCore(options: ComposeOptions): Promise<Core> {
  const { config, log } = options;
  await using stack = new AsyncDisposableStack();
  const stores = stack.use(await openStores({ config, log }));
  const configured = await configuredModel({ config, log });
  const usage = createUsageMeter();
  const plugins = await composeEmbeddingPlugins(options);
  if (plugins !== undefined) stack.use(plugins);
  const embedding = await configuredEmbedding(options, {
    vectors: stores.vectors,
    usage,
    plugins: plugins?.embeddings,
  });
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
    plugins: plugins?.host,
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
