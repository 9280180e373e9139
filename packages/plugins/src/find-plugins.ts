import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { errorText } from '@homarus/base';

import { manifestOf, readPlugin } from './manifest.ts';
import type { FoundPlugin } from './manifest.ts';

/** A folder that should have been a plugin. */
export interface BrokenPlugin {
  readonly folder: string;
  readonly problem: string;
}

export interface FoundPlugins {
  /** By id, in the order of the folders; of two with one id the first. */
  readonly plugins: readonly FoundPlugin[];
  readonly broken: readonly BrokenPlugin[];
}

/**
 * Looks through the folders: each is a plugin, or has plugins in it. One that is named (`paths`) and
 * is not there is broken; the folder of installed plugins may be absent.
 */
export function findPlugins(paths: readonly string[], pluginsDir: string): FoundPlugins {
  const named = paths.flatMap((folder) => (existsSync(folder) ? foldersAt(folder) : [folder]));
  const installed = existsSync(pluginsDir) ? foldersAt(pluginsDir) : [];
  const plugins = new Map<string, FoundPlugin>();
  const broken: BrokenPlugin[] = [];
  for (const folder of [...named, ...installed]) {
    try {
      const plugin = readPlugin(folder);
      const known = plugins.get(plugin.id);
      if (known === undefined) plugins.set(plugin.id, plugin);
      else if (known.folder !== plugin.folder) {
        broken.push({ folder, problem: `its id ${plugin.id} is that of ${known.folder}` });
      }
    } catch (error) {
      broken.push({ folder, problem: errorText(error) });
    }
  }
  return { plugins: [...plugins.values()], broken };
}

function foldersAt(folder: string): readonly string[] {
  if (manifestOf(folder) !== undefined) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()),
    )
    .map((entry) => path.join(folder, entry.name))
    .map((place) => installedPackageOf(place) ?? place)
    .filter((place) => manifestOf(place) !== undefined);
}

/** Of an installed plugin: the folder of its package among the modules that came with it. */
export function installedPackageOf(place: string): string | undefined {
  const file = path.join(place, 'package.json');
  if (manifestOf(place) !== undefined || !existsSync(file)) return undefined;
  try {
    const { homarusPlugin } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly homarusPlugin?: unknown;
    };
    if (typeof homarusPlugin !== 'string') return undefined;
    const folder = path.join(place, 'node_modules', homarusPlugin);
    return folder.startsWith(place + path.sep) ? folder : undefined;
  } catch {
    return undefined;
  }
}
