import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import type { PluginSettings } from '@homarus/plugins';

import type { ConfigFile } from './schema.ts';

/** What the host of plugins is given. */
export function toPluginSettings(
  { plugins }: ConfigFile,
  dataDir: string,
  toPath: (place: string) => string,
): PluginSettings {
  const { enabled, dir, allow, deny, entries, slots, load } = plugins;
  return {
    enabled,
    allow,
    deny,
    entries,
    slots,
    paths: load.paths.map(toPath),
    pluginsDir: dir === undefined ? path.join(dataDir, 'plugins') : toPath(dir),
    stateDir: path.join(dataDir, 'plugin-state'),
    homeDir: homedir(),
  };
}

/** Whether there is anything to load, or to find fault with; else nothing of plugins is loaded. */
export function hasPlugins(settings: PluginSettings): boolean {
  const { enabled, allow, deny, entries, slots, paths, pluginsDir } = settings;
  const named = [...allow, ...deny, ...paths, ...Object.keys(entries), ...Object.values(slots)];
  return enabled && (named.length > 0 || existsSync(pluginsDir));
}
