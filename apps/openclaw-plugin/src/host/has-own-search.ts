import type { HostToolContext } from './host-api.ts';

/** The plugin that OpenClaw ships with; its tools search the files of the workspace. */
const ownPlugin = 'memory-core';

/**
 * Whether the host offers `memory_search` and `memory_get` itself: OpenClaw does as long as its own
 * memory plugin is on, whoever has the slot, and logs an error for each further tool of that name.
 */
export function hasOwnSearch({ config }: HostToolContext): boolean {
  if (!isRecord(config)) return false;
  const plugins = fieldOf(config, 'plugins');
  const { allow, deny, enabled } = plugins;
  if (enabled === false) return false;
  if (Array.isArray(deny) && deny.includes(ownPlugin)) return false;
  if (Array.isArray(allow) && allow.length > 0 && !allow.includes(ownPlugin)) return false;
  return fieldOf(fieldOf(plugins, 'entries'), ownPlugin)['enabled'] !== false;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldOf(value: Fields, name: string): Fields {
  const field = value[name];
  return isRecord(field) ? field : {};
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
