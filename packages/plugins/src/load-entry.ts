import { pathToFileURL } from 'node:url';

import { AppError, withDeadline } from '@homarus/base';
import type { PluginEntry } from '@homarus/plugin-api';

import type { FoundPlugin } from './manifest.ts';

/** Loads a plugin's module and answers what it exports by default. Rejects when that is no plugin. */
export async function loadEntry(plugin: FoundPlugin, timeoutMs: number): Promise<PluginEntry> {
  const module = (await withDeadline(
    { timeoutMs, name: `Loading ${plugin.entry}` },
    () => import(pathToFileURL(plugin.entry).href),
  )) as { readonly default?: unknown };
  const entry = toEntry(module.default);
  if (entry === undefined) {
    throw new AppError(
      'invalid_request',
      `${plugin.entry}: expected a default export { id, name, register(api) } or a function.`,
    );
  }
  if (entry.id !== undefined && entry.id !== plugin.id) {
    throw new AppError(
      'invalid_request',
      `${plugin.entry}: the id ${entry.id} is not that of the manifest, ${plugin.id}.`,
    );
  }
  return entry;
}

/** A CommonJS module in TypeScript's clothes has its default export in another. */
function toEntry(exported: unknown): PluginEntry | undefined {
  if (typeof exported === 'function') return { register: exported as PluginEntry['register'] };
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('register' in exported && typeof exported.register === 'function') {
    return exported as PluginEntry;
  }
  return 'default' in exported ? toEntry(exported.default) : undefined;
}
