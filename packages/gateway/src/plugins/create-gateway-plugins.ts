import type { Clock, Logger } from '@homarus/base';
import type { PluginHost } from '@homarus/plugins';

import { commandModel } from './command-model.ts';
import { createEngineTurns } from './engine-turns.ts';
import { defaultEngineDeadlines } from './open-engine.ts';
import type { EngineDeadlines } from './open-engine.ts';
import type { GatewayPlugins } from './gateway-plugins.ts';
import { heardTool } from './heard-tool.ts';
import { observeForPlugins } from './observe-for-plugins.ts';
import { pluginMethods } from './plugin-methods.ts';
import { withPluginModels } from './plugin-models.ts';
import { pluginRoutes } from './plugin-routes.ts';
import { pluginToolsFor } from './plugin-tools.ts';
import { promptAddition } from './prompt-addition.ts';
import { createSummarize } from './summarize.ts';
import { tellSessionEnds } from './tell-session-ends.ts';
import { memoryOwner, searchMemory } from './search-memory.ts';

export interface GatewayPluginsDeps {
  readonly host: PluginHost;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Joins the plugins of a host to a gateway. */
export function createGatewayPlugins(
  deps: GatewayPluginsDeps,
  deadlines: Partial<EngineDeadlines> = {},
): GatewayPlugins {
  const { host, clock } = deps;
  const memoryPlugin = (): string | undefined => memoryOwner(host)?.plugin.id;
  return {
    toolsFor: (agentId, taken) => pluginToolsFor(host, agentId, taken),
    memoryPlugin,
    searchMemory: (search) => searchMemory(host, search),
    heard: (tool) => heardTool(deps, tool),
    methods: (taken) => pluginMethods(host, taken),
    commands: host.plugins.flatMap(({ plugin, registered }) =>
      registered.commands.map(({ name, description, acceptsArgs = false }) => ({
        name,
        description,
        acceptsArgs,
        pluginId: plugin.id,
      })),
    ),
    routes: pluginRoutes(host),
    observe: observeForPlugins(host, () => clock.now()),
    hear: tellSessionEnds(host),
    turns: {
      commandModel: (prompt, facts) => commandModel(host, prompt, facts),
      promptAddition: (request) => promptAddition(host, request),
      memoryPlugin,
      summarize: createSummarize(deps),
      ...createEngineTurns(deps, { ...defaultEngineDeadlines, ...deadlines }),
    },
    withModels: (catalog) => withPluginModels(host, catalog),
    health: () => host.health(),
    start: () => host.start(),
    stop: () => host.stop(),
  };
}
