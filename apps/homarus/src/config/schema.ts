import * as v from 'valibot';

import { AgentsConfig, ClawConfig } from './schema/agents.ts';
import { GatewayConfig } from './schema/gateway.ts';
import { HooksConfig } from './schema/hooks.ts';
import { MemoryConfig } from './schema/memory.ts';
import { ModelsConfig } from './schema/models.ts';
import { PluginsConfig } from './schema/plugins.ts';
import { expects, timeZone } from './schema/values.ts';

export const DeveloperConfig = v.strictObject(
  {
    log_level: v.optional(v.picklist(['debug', 'info', 'warn', 'error']), 'info'),
    log_format: v.optional(v.picklist(['text', 'json']), 'text'),
  },
  expects('section'),
);

/** The whole of `config.yaml`. Keys that would do nothing are errors. */
export const ConfigFile = v.strictObject(
  {
    version: v.optional(v.literal('2026.1'), '2026.1'),
    /** In which dates are meant and days begin, for memory and agents. Default: the machine's. */
    time_zone: v.optional(timeZone),
    claw: v.optional(ClawConfig, {}),
    models: v.optional(ModelsConfig, []),
    agents: v.optional(AgentsConfig, {}),
    memory: v.optional(MemoryConfig, {}),
    gateway: v.optional(GatewayConfig, {}),
    plugins: v.optional(PluginsConfig, {}),
    hooks: v.optional(HooksConfig),
    developer: v.optional(DeveloperConfig, {}),
  },
  expects('section'),
);

export type ConfigFile = v.InferOutput<typeof ConfigFile>;
