import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { PluginApi, PluginRuntime } from '@homarus/plugin-api';

import { createAbsent, withAbsent } from './absent.ts';
import type { ApiParts } from './api-parts.ts';
import type { Registered } from './registered.ts';
import { registrars } from './registrars.ts';

export interface CreatedApi {
  readonly api: PluginApi;
  /** From now on nothing can be registered. */
  seal(): void;
}

/**
 * The host as one plugin sees it. What it calls and the host does not have does nothing and is noted
 * in the log once a name.
 */
export function createApi(parts: ApiParts, registered: Registered): CreatedApi {
  const { logger, guard } = parts;
  let isSealed = false;
  const register = registrars(parts, registered);
  const sealed = Object.fromEntries(
    Object.entries(register).map(([name, registrar]) => [
      name,
      (...given: readonly unknown[]): unknown => {
        if (!isSealed) return Reflect.apply(registrar, undefined, given);
        guard.note(name, new Error('nothing can be registered after register() has returned'));
        return undefined;
      },
    ]),
  ) as typeof register;
  const missed = new Set<string>();
  const miss = (name: string): void => {
    if (missed.has(name)) return;
    missed.add(name);
    logger.warn(`This host has no ${name}(); the call does nothing`);
  };
  const known: PluginApi = { ...factsOf(parts, miss), ...sealed };
  const api = new Proxy(known, {
    get(target, name, receiver): unknown {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name, receiver);
      if (isCall(name)) return () => miss(`api.${name}`);
      return isNamespace(name) ? createAbsent(`api.${name}`, miss) : undefined;
    },
  });
  return {
    api,
    seal: () => {
      isSealed = true;
    },
  };
}

/** A name that plugins call. Other names stay absent, so that `typeof api.x === 'function'` is true of few. */
function isCall(name: string): boolean {
  return /^(?:register|on|emit|enqueue|schedule|set|add|unregister)[A-Z]/u.test(name);
}

/** Parts of OpenClaw's API whose own functions plugins call. */
function isNamespace(name: string): boolean {
  return ['session', 'agent', 'runContext', 'lifecycle', 'gateway'].includes(name);
}

function factsOf(parts: ApiParts, miss: (name: string) => void) {
  const { plugin, settings, logger } = parts;
  // Plugins may change what they are given.
  const entry = structuredClone(settings.entries[plugin.id] ?? {});
  const config = {
    plugins: { slots: { ...settings.slots }, entries: { [plugin.id]: entry } },
  };
  return {
    id: plugin.id,
    name: plugin.name,
    version: plugin.version,
    source: plugin.entry,
    rootDir: plugin.folder,
    registrationMode: 'full' as const,
    config,
    pluginConfig: entry.config ?? {},
    logger,
    runtime: runtimeOf(parts, config, miss),
    resolvePath: (place: string) =>
      path.resolve(plugin.folder, place.replace(/^~(?=$|[\\/])/u, settings.homeDir)),
  };
}

function runtimeOf(
  parts: ApiParts,
  config: Readonly<Record<string, unknown>>,
  miss: (name: string) => void,
): PluginRuntime {
  const { logger, version } = parts;
  const stateDir = stateDirOf(parts);
  const resolveStateDir = (): string => {
    mkdirSync(stateDir, { recursive: true });
    return stateDir;
  };
  const part = <T extends object>(name: string, has: T): T =>
    withAbsent(has, `api.runtime.${name}`, miss);
  return withAbsent(
    {
      version,
      state: part('state', { resolveStateDir }),
      config: part('config', { loadConfig: () => config, current: () => config }),
      logging: part('logging', { getChildLogger: () => logger }),
    },
    'api.runtime',
    miss,
  );
}

/** The folder of a plugin's own; ids may have slashes in them. */
export function stateDirOf({ plugin, settings }: Pick<ApiParts, 'plugin' | 'settings'>): string {
  return path.join(settings.stateDir, plugin.id.replaceAll('/', '__'));
}
