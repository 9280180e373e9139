import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { PluginApi, PluginLogger, RegistrationMode } from '@homarus/plugin-api';

import type { Guard } from './guard.ts';
import type { FoundPlugin } from './manifest.ts';
import type { Registered } from './registered.ts';
import { registrars } from './registrars.ts';
import type { PluginSettings } from './settings.ts';

export interface ApiParts {
  readonly plugin: FoundPlugin;
  readonly settings: PluginSettings;
  /** Of the host. */
  readonly version: string;
  readonly logger: PluginLogger;
  readonly guard: Guard;
  readonly mode: RegistrationMode;
}

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
  const known: PluginApi = { ...factsOf(parts), ...sealed };
  const missed = new Set<PropertyKey>();
  const api = new Proxy(known, {
    get(target, name, receiver) {
      if (name in target || typeof name === 'symbol' || !isCall(name)) {
        return Reflect.get(target, name, receiver) as unknown;
      }
      return (): void => {
        if (missed.has(name)) return;
        missed.add(name);
        logger.warn(`This host has no api.${name}(); the call does nothing`);
      };
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

function factsOf(parts: ApiParts) {
  const { plugin, settings, mode, logger, version } = parts;
  // Plugins may change what they are given.
  const entry = structuredClone(settings.entries[plugin.id] ?? {});
  const config = {
    plugins: { slots: { ...settings.slots }, entries: { [plugin.id]: entry } },
  };
  const stateDir = stateDirOf(parts);
  return {
    id: plugin.id,
    name: plugin.name,
    version: plugin.version,
    source: plugin.entry,
    rootDir: plugin.folder,
    registrationMode: mode,
    config,
    pluginConfig: entry.config ?? {},
    logger,
    runtime: {
      version,
      state: {
        resolveStateDir: () => {
          mkdirSync(stateDir, { recursive: true });
          return stateDir;
        },
      },
      config: { loadConfig: () => config, current: () => config },
      logging: { getChildLogger: () => logger },
    },
    resolvePath: (place: string) =>
      path.resolve(plugin.folder, place.replace(/^~(?=$|[\\/])/u, settings.homeDir)),
  };
}

/** The folder of a plugin's own; ids may have slashes in them. */
export function stateDirOf({ plugin, settings }: Pick<ApiParts, 'plugin' | 'settings'>): string {
  return path.join(settings.stateDir, plugin.id.replaceAll('/', '__'));
}
