import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Tool } from '@homarus/agent';
import type { PluginHealth } from '@homarus/plugins';

import type { ModelCatalog } from '../models/model-catalog.ts';
import type { PublishedEvent } from '../rpc/event-hub.ts';
import type { GatewayMethod } from '../rpc/method.ts';
import type { TurnObserver } from '../turns/turn.ts';
import type { TurnPlugins } from '../turns/turn-plugins.ts';
import type { MemoryPluginResults, MemoryPluginSearch } from './search-memory.ts';

/** A tool of a plugin. */
export interface PluginTools {
  readonly pluginId: string;
  readonly tool: Tool;
  /** Only for agents whose policy names it. */
  readonly isOptional: boolean;
}

/** The two ends of an HTTP request, as Node has them. */
export interface NodeExchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export interface PluginCommandEntry {
  readonly name: string;
  readonly description: string;
  readonly acceptsArgs: boolean;
  readonly pluginId: string;
}

/** What plugins add to the gateway. Absent without plugins: nothing of them is loaded then. */
export interface GatewayPlugins {
  /** Those that the agent could have; `taken` are the names of the gateway's own. */
  toolsFor(agentId: string, taken: ReadonlySet<string>): readonly PluginTools[];
  /** The plugin that has the place of memory, see {@link TurnPlugins}: also the gateway's tools of memory make way. */
  memoryPlugin(): string | undefined;
  /** Searches by the plugin in the place of memory; undefined when it cannot be. Never rejects. */
  searchMemory(search: MemoryPluginSearch): Promise<MemoryPluginResults | undefined>;
  /** The same tool, whose calls plugins hear of. */
  heard(tool: Tool): Tool;
  /** Beside the gateway's own, whose names are `taken`. */
  methods(taken: ReadonlySet<string>): readonly GatewayMethod[];
  readonly commands: readonly PluginCommandEntry[];
  readonly routes: PluginRoutes;
  readonly observe: TurnObserver;
  /** Hears what is told to clients. */
  hear(event: PublishedEvent): void;
  readonly turns: TurnPlugins;
  /** The catalogue with the models of plugins. */
  withModels(catalog: ModelCatalog): ModelCatalog;
  health(): readonly PluginHealth[];
  /** Starts their services. Never rejects. */
  start(): Promise<void>;
  /** Stops them. Never rejects. */
  stop(): Promise<void>;
}

export interface PluginRoutes {
  /** Who checks the callers of a path; undefined when no plugin answers it. */
  authOf(path: string): 'gateway' | 'plugin' | undefined;
  /** Lets the plugin answer; resolves to what tells the server so. Rejects when it does not, with nothing sent. */
  answer(path: string, exchange: NodeExchange): Promise<Response>;
}
