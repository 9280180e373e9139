import type { Clock, Logger } from '@homarus/base';
import type {
  CompactionProvider,
  EmbeddingProvider,
  HookContext,
  HookEvent,
  HookName,
} from '@homarus/plugin-api';

import { checkIds, whyNot } from './choose-plugins.ts';
import { findPlugins } from './find-plugins.ts';
import type { BrokenPlugin } from './find-plugins.ts';
import { createGuard } from './guard.ts';
import type { GuardLimits } from './guard.ts';
import type { PluginStatus } from './plugin-status.ts';
import { loadPlugin } from './load-plugin.ts';
import type { LoadedPlugin } from './load-plugin.ts';
import type { FoundPlugin } from './manifest.ts';
import type { LogLimit } from './plugin-log.ts';
import type { RegisteredEngine } from './registered.ts';
import { toReports } from './reports.ts';
import type { PluginReport } from './reports.ts';
import { runHooks } from './run-hooks.ts';
import type { HookOutcome } from './run-hooks.ts';
import { runServices } from './run-services.ts';
import { resolveSdkFor } from './sdk-resolver.ts';
import { createTakeStray } from './take-stray.ts';
import type { PluginSettings } from './settings.ts';
import { checkSlots, ownerOf } from './slots.ts';
import type { SlotOwner } from './slots.ts';

/** How long the gateway waits for plugins, in milliseconds. */
export interface PluginDeadlines {
  readonly load: number;
  readonly service: number;
  /** Of one handler of an event. */
  readonly hook: number;
  /** Of one call of a tool. */
  readonly tool: number;
  readonly route: number;
  readonly method: number;
  readonly command: number;
  /** Until a model begins to answer. */
  readonly model: number;
  /** Of one batch of texts, the making of the model included. */
  readonly embedding: number;
  readonly compaction: number;
}

export const defaultDeadlines: PluginDeadlines = {
  load: 10_000,
  service: 5000,
  hook: 5000,
  tool: 60_000,
  route: 30_000,
  method: 30_000,
  command: 30_000,
  model: 120_000,
  embedding: 30_000,
  compaction: 30_000,
};

export interface PluginHealth {
  readonly id: string;
  readonly status: PluginStatus;
  readonly error?: string;
  /** What an operator should know though nothing is wrong; absent when nothing. */
  readonly remarks?: readonly string[];
}

/** The plugins of one gateway. */
export interface PluginHost {
  readonly deadlines: PluginDeadlines;
  /** In the order in which they were found; what could not be loaded has registered nothing. */
  readonly plugins: readonly LoadedPlugin[];
  /** Whether anybody wants to hear of an event. */
  hasHook(name: HookName): boolean;
  /** Asks the handlers of an event. Never rejects. */
  runHook<N extends HookName>(
    name: N,
    event: HookEvent<N>,
    context: HookContext,
  ): Promise<HookOutcome<N>>;
  /** Who has the slot of the context engine; undefined: the gateway's own part. */
  contextEngine(): SlotOwner<RegisteredEngine> | undefined;
  /** Who has the slot of compaction; undefined: the memory. */
  compactionProvider(): SlotOwner<CompactionProvider> | undefined;
  /** Who has registered the embedding provider of this id; undefined when nobody has. */
  embeddingProvider(id: string): SlotOwner<EmbeddingProvider> | undefined;
  /** Who has the slot of memory. */
  memoryPlugin(): LoadedPlugin | undefined;
  /** Of all plugins that are loaded or should be. */
  health(): readonly PluginHealth[];
  /** Of all plugins that were found, and of folders that should be some. */
  list(): readonly PluginReport[];
  /** Starts the services; to be called once, when the gateway takes turns. Never rejects. */
  start(): Promise<void>;
  /** Stops them if they were started, and forgets what loading took. May be called again. Never rejects. */
  stop(): Promise<void>;
}

export interface PluginHostDeps {
  readonly log: Logger;
  readonly clock: Clock;
  /** Tells of errors that nothing caught; `take` answers true for those of plugins. */
  readonly strays?: { watch(take: (error: unknown) => boolean): void };
}

export interface PluginHostOptions {
  readonly version: string;
  /** Default: {@link defaultDeadlines}. */
  readonly deadlines?: Partial<PluginDeadlines>;
  readonly guardLimits?: GuardLimits;
  readonly logLimit?: LogLimit;
}

/**
 * Finds the plugins, checks and loads them. Rejects with `invalid_request` for settings that name a
 * plugin that is not there; a plugin that cannot be loaded is `failed` in `health`, and the others work.
 */
export async function openPlugins(
  { log, clock, strays }: PluginHostDeps,
  settings: PluginSettings,
  options: PluginHostOptions,
): Promise<PluginHost> {
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const found = findPlugins(settings.paths, settings.pluginsDir);
  checkIds(settings, found.plugins);
  for (const { folder, problem } of found.broken) log.error('No plugin', { folder, problem });
  const wanted = found.plugins.filter(({ id }) => whyNot(settings, id) === undefined);
  const sdk = resolveSdkFor(wanted.map(({ folder }) => folder));
  const { version, guardLimits, logLimit } = options;
  const guarded = wanted.map((plugin) => {
    const own = log.child({ plugin: plugin.id });
    const guard = createGuard({ pluginId: plugin.id, log: own, clock }, guardLimits);
    return { plugin, guard, log: own };
  });
  strays?.watch(createTakeStray(guarded));
  const plugins: LoadedPlugin[] = [];
  for (const { plugin, ...its } of guarded) {
    const limits = { logLimit, loadTimeoutMs: deadlines.load };
    plugins.push(await loadPlugin(plugin, { settings, version, clock, ...its, ...limits }));
  }
  const ids = found.plugins.map(({ id }) => id);
  checkSlots(settings, ids, plugins);
  return createHost(
    { plugins, found: found.plugins, broken: found.broken, sdk },
    settings,
    deadlines,
  );
}

interface Loaded {
  readonly plugins: readonly LoadedPlugin[];
  readonly found: readonly FoundPlugin[];
  readonly broken: readonly BrokenPlugin[];
  readonly sdk: Disposable;
}

function createHost(
  { plugins, found, broken, sdk }: Loaded,
  settings: PluginSettings,
  deadlines: PluginDeadlines,
): PluginHost {
  let isStarted = false;
  const runHook: PluginHost['runHook'] = (name, event, context) =>
    runHooks(plugins, { name, event, context, timeoutMs: deadlines.hook });
  return {
    deadlines,
    plugins,
    hasHook: (name) => plugins.some(({ registered }) => registered.hooks[name].length > 0),
    runHook,
    contextEngine: () => ownerOf('contextEngine', settings, plugins),
    compactionProvider: () => ownerOf('compaction', settings, plugins),
    embeddingProvider: (id) => embeddingProviderOf(plugins, id),
    memoryPlugin: () => plugins.find(({ plugin }) => plugin.id === settings.slots.memory),
    health: () =>
      plugins.map(({ guard: { pluginId: id, status, error, remarks } }) => ({
        id,
        status,
        ...(error === undefined ? {} : { error }),
        ...(remarks.length === 0 ? {} : { remarks }),
      })),
    list: () => toReports({ settings, plugins, found, broken }),
    async start() {
      isStarted = true;
      await runServices(plugins, settings, { step: 'start', timeoutMs: deadlines.service });
      await runHook('gateway_start', {}, {});
    },
    async stop() {
      if (isStarted) {
        isStarted = false;
        await runHook('gateway_stop', {}, {});
        await runServices(plugins, settings, { step: 'stop', timeoutMs: deadlines.service });
      }
      sdk[Symbol.dispose]();
    },
  };
}

function embeddingProviderOf(
  plugins: readonly LoadedPlugin[],
  id: string,
): SlotOwner<EmbeddingProvider> | undefined {
  for (const loaded of plugins) {
    const offer = loaded.registered.embeddingProviders.find((provider) => provider.id === id);
    if (offer !== undefined) return { ...loaded, offer };
  }
  return undefined;
}
