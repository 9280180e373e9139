import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createIds, systemClock } from '@homarus/base';
import type { ConfigDesk, Gateway, GatewayDeps } from '@homarus/gateway';
import { prometheusMetrics } from '@homarus/metrics';

import { gatewayAuth } from './auth.ts';
import { configuredCatalog } from './compose-model-catalog.ts';
import type { LiveCatalog } from './compose-model-catalog.ts';
import type { ComposeOptions } from './compose-models.ts';
import { composePlugins } from './compose-plugins.ts';
import { logFileOf } from './config/config.ts';
import type { GatewayCore } from './core.ts';
import type { Service } from './service.ts';
import { version } from './version.ts';

/** How long running turns may go on when the process was told to stop; then they are aborted. */
const stopGraceMs = 5000;

const page = '@homarus/control-ui/package.json';

/** The gateway over the core, with the configuration that it follows. */
export async function composeGateway(core: GatewayCore, options: ComposeOptions): Promise<Service> {
  await using stack = new AsyncDisposableStack();
  const plugins = await composePlugins(options, core.plugins);
  const service = await joinGateway(core, { ...options, plugins, stack });
  await service.recover();
  const owned = stack.move();
  return {
    fetch: service.fetch,
    fetchPage: service.fetchPage,
    upgrade: service.upgrade,
    async drain() {
      await owned.disposeAsync();
      await service.stop();
    },
  };
}

export interface JoinOptions extends ComposeOptions {
  readonly plugins: Awaited<ReturnType<typeof composePlugins>>;
  /** Gets what is to be closed before the gateway stops. */
  readonly stack: AsyncDisposableStack;
}

/** The gateway with all its parts, before it settles what an earlier process left behind. */
export async function joinGateway(core: GatewayCore, options: JoinOptions): Promise<Gateway> {
  const { createGateway } = await import('@homarus/gateway');
  const { config, log, plugins, stack } = options;
  const { agents, gateway, identity } = config;
  const models = await configuredCatalog(core.model, options, core.usage);
  return createGateway(
    {
      memory: core.memory,
      compaction: core.memory.conversations,
      sessions: core.stores.sessions,
      devices: core.stores.devices,
      cron: { store: core.stores.cron, jobs: core.stores.memory },
      model: core.model,
      models,
      memoryPanel: core.memory,
      agentStore: core.stores.agents,
      auditStore: core.stores.admin,
      ...(core.embedding === undefined ? {} : { embedding: core.embedding }),
      metrics: prometheusMetrics({ server: 'gateway' }),
      tokenStats: core.usage,
      clock: systemClock,
      ids: createIds(),
      log: log.child({ part: 'gateway' }),
      ...(plugins === undefined ? {} : { plugins }),
      ...(await configDeskOf(options, models, stack)),
    },
    {
      auth: gatewayAuth(gateway),
      queueMode: gateway.queueMode,
      attempts: { maxFailures: gateway.limits.maxFailures },
      socketLimits: { handshakeTimeoutMs: gateway.limits.handshakeTimeoutMs },
      controlUi: gateway.controlUi,
      memoryTabs: config.memory.tabs,
      timeZone: config.timeZone,
      accountId: identity.accountId,
      defaultUserId: identity.userId,
      agents,
      ...(gateway.hooks === undefined ? {} : { hooks: gateway.hooks }),
      pageFolder: path.join(path.dirname(fileURLToPath(import.meta.resolve(page))), 'dist'),
      dataFolder: config.memory.dataDir,
      logFile: logFileOf(config),
      execEnvironment: config.execEnvironment,
      stopGraceMs,
      version,
    },
  );
}

/** The configuration file as `config.*` changes it, watched for what people write into it. */
async function configDeskOf(
  { log, live }: ComposeOptions,
  models: LiveCatalog,
  stack: AsyncDisposableStack,
): Promise<Pick<GatewayDeps, 'configDesk'>> {
  if (live === undefined) return {};
  const { followConfig } = await import('./config/follow-config.ts');
  const following = stack.use(
    await followConfig({
      sources: live.sources,
      clock: systemClock,
      log: log.child({ part: 'config' }),
    }),
  );
  return {
    configDesk: (gateway): ConfigDesk => {
      following.onChange(async (config) => {
        live.setLogLevel(config.log.level);
        await models.replace(config);
        gateway.apply({ agents: config.agents, queueMode: config.gateway.queueMode });
      });
      return following.desk;
    },
  };
}
