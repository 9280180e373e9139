import type { PluginTool, PluginToolFactory } from '@homarus/plugin-api';

import { whyNot } from './choose-plugins.ts';
import { findPlugins } from './find-plugins.ts';
import type { BrokenPlugin } from './find-plugins.ts';
import type { PluginStatus } from './plugin-status.ts';
import type { LoadedPlugin } from './load-plugin.ts';
import type { FoundPlugin } from './manifest.ts';
import { nothingRegistered } from './registered.ts';
import type { PluginSettings } from './settings.ts';
import { slotsOf } from './slots.ts';

/** What is known of one plugin. */
export interface PluginReport {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly kinds: readonly string[];
  readonly folder: string;
  readonly enabled: boolean;
  /** `broken`: the folder is no plugin, or none that can be read. */
  readonly status: PluginStatus | 'broken';
  readonly error?: string;
  /** What an operator should know though nothing is wrong. */
  readonly remarks?: readonly string[];
  readonly slots: readonly string[];
  /** What it has registered. */
  readonly offers: {
    readonly tools: readonly string[];
    readonly events: readonly string[];
    readonly routes: readonly string[];
    readonly methods: readonly string[];
    readonly services: readonly string[];
    readonly commands: readonly string[];
    readonly contextEngines: readonly string[];
    readonly providers: readonly string[];
    readonly compactionProviders: readonly string[];
    readonly embeddingProviders: readonly string[];
    /** What it offers and this version does not use. */
    readonly unused: readonly string[];
  };
}

interface Everything {
  readonly settings: PluginSettings;
  readonly found: readonly FoundPlugin[];
  readonly broken: readonly BrokenPlugin[];
  /** Those that were to be loaded; empty when nothing was. */
  readonly plugins: readonly LoadedPlugin[];
}

export function toReports(all: Everything): readonly PluginReport[] {
  return [
    ...all.found.map((plugin) => toReport(plugin, all)),
    ...all.broken.map(({ folder, problem }) => ({
      id: folder,
      name: folder,
      kinds: [],
      folder,
      enabled: false,
      status: 'broken' as const,
      error: problem,
      slots: [],
      offers: offersOf(),
    })),
  ];
}

function toReport(found: FoundPlugin, { settings, plugins }: Everything): PluginReport {
  const { id, name, description, version, kinds, folder } = found;
  const loaded = plugins.find(({ plugin }) => plugin.id === id);
  const reason = whyNot(settings, id);
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    ...(version === undefined ? {} : { version }),
    kinds,
    folder,
    enabled: reason === undefined,
    ...(reason === undefined
      ? conditionOf(loaded?.guard)
      : { status: 'disabled' as const, error: reason }),
    slots: slotsOf(settings, id, loaded?.registered),
    offers: offersOf(loaded?.registered),
  };
}

/** How a plugin is; one that was not loaded has done nothing wrong. */
function conditionOf(
  guard: LoadedPlugin['guard'] | undefined,
): Pick<PluginReport, 'status' | 'error' | 'remarks'> {
  if (guard === undefined) return { status: 'ready' };
  const { status, error, remarks } = guard;
  return {
    status,
    ...(error === undefined ? {} : { error }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

function offersOf(registered = nothingRegistered()): PluginReport['offers'] {
  const { tools, hooks, routes, methods, services, commands, engines, providers } = registered;
  const { compactionProviders, embeddingProviders, unused } = registered;
  return {
    tools: tools.flatMap(({ tool, names }) => toolNames(tool, names)),
    events: Object.entries(hooks)
      .filter(([, handlers]) => handlers.length > 0)
      .map(([name]) => name),
    routes: routes.map(({ path }) => path),
    methods: methods.map(({ name }) => name),
    services: services.map(({ id }) => id),
    commands: commands.map(({ name }) => name),
    contextEngines: engines.map(({ id }) => id),
    providers: providers.map(({ id }) => id),
    compactionProviders: compactionProviders.map(({ id }) => id),
    embeddingProviders: embeddingProviders.map(({ id }) => id),
    unused,
  };
}

function toolNames(
  tool: PluginTool | PluginToolFactory,
  names: readonly string[],
): readonly string[] {
  if (typeof tool !== 'function') return [tool.name];
  return names.length > 0 ? names : ['(made for each call)'];
}

/** What is known of plugins without loading them. */
export function listPlugins(settings: PluginSettings): readonly PluginReport[] {
  return toReports({ settings, ...toFound(settings), plugins: [] });
}

function toFound({ paths, pluginsDir }: PluginSettings) {
  const { plugins: found, broken } = findPlugins(paths, pluginsDir);
  return { found, broken };
}
