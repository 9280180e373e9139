import assert from 'node:assert/strict';
import path from 'node:path';

import type {
  MemoryCapability,
  PluginLogger,
  PluginService,
  PluginTool,
} from '@homarus/plugin-api';

import type { HostApi, HostToolContext } from '../../src/host/host-api.ts';
import { plugin } from '../../src/plugin.ts';

export interface Registered {
  readonly engines: Map<string, () => object>;
  readonly tools: Map<string, (context: HostToolContext) => PluginTool | null>;
  readonly services: PluginService[];
  readonly memory: MemoryCapability[];
  /** Answer their text. */
  readonly commands: Map<string, () => Promise<string>>;
  readonly methods: string[];
}

export interface Registration {
  readonly registered: Registered;
  readonly logged: readonly string[];
  readonly logger: PluginLogger;
}

/** Lets the plugin register as a host does: at once, and nothing afterwards. */
export function registerPlugin({
  registrationMode,
  config,
  stateDir,
}: {
  readonly registrationMode: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly stateDir: string;
}): Registration {
  const logged: string[] = [];
  const write = (line: string): void => void logged.push(line);
  const logger = { debug: write, info: write, warn: write, error: write };
  const registered: Registered = {
    engines: new Map(),
    tools: new Map(),
    services: [],
    memory: [],
    commands: new Map(),
    methods: [],
  };
  let isSealed = false;
  const open = (): Registered => {
    assert.ok(!isSealed, 'registered after register() had returned');
    return registered;
  };
  const context = { args: '', commandBody: '', senderId: '', sessionKey: '', agentId: 'main' };
  const api: HostApi = {
    registrationMode,
    pluginConfig: config,
    logger,
    runtime: { state: { resolveStateDir: () => stateDir } },
    resolvePath: (place) => path.resolve(stateDir, place),
    registerTool: (tool, { name }) => void open().tools.set(name, tool),
    registerService: (service) => void open().services.push(service),
    registerCommand: ({ name, handler }) =>
      void open().commands.set(name, async () => (await handler(context)).text ?? ''),
    registerGatewayMethod: (name) => void open().methods.push(name),
    registerMemoryCapability: (capability) => void open().memory.push(capability),
    registerContextEngine: (id, factory) => void open().engines.set(id, factory),
  };
  assert.equal(plugin.register(api), undefined);
  isSealed = true;
  return { registered, logged, logger };
}
