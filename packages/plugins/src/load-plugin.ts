import type { Clock, Logger } from '@homarus/base';
import type { PluginLogger } from '@homarus/plugin-api';

import { checkConfig } from './check-config.ts';
import { createApi } from './create-api.ts';
import type { Guard } from './guard.ts';
import { loadEntry } from './load-entry.ts';
import type { FoundPlugin } from './manifest.ts';
import { createPluginLog } from './plugin-log.ts';
import type { LogLimit } from './plugin-log.ts';
import { nothingRegistered } from './registered.ts';
import type { Registered } from './registered.ts';
import type { PluginSettings } from './settings.ts';

/** A plugin that was to be loaded; its guard says whether it was. */
export interface LoadedPlugin {
  readonly plugin: FoundPlugin;
  readonly guard: Guard;
  readonly logger: PluginLogger;
  /** The host's configuration as far as the plugin may see it. */
  readonly hostConfig: Readonly<Record<string, unknown>>;
  /** How long its handlers of events may take, when the operator says so. */
  readonly hookTimeoutMs: number | undefined;
  /** Empty when it could not be loaded. */
  readonly registered: Registered;
}

export interface LoadContext {
  readonly settings: PluginSettings;
  readonly version: string;
  /** Of the plugin. */
  readonly log: Logger;
  readonly guard: Guard;
  readonly clock: Clock;
  /** Of the module of a plugin, with all that it imports. */
  readonly loadTimeoutMs: number;
  readonly logLimit?: LogLimit | undefined;
}

/** Checks the configuration of a plugin, loads it and lets it register. Never rejects. */
export async function loadPlugin(plugin: FoundPlugin, context: LoadContext): Promise<LoadedPlugin> {
  const { settings, clock, version, log, guard } = context;
  const logger = createPluginLog({ log, clock }, context.logLimit);
  const registered = nothingRegistered();
  const hookTimeoutMs = settings.entries[plugin.id]?.hooks?.timeoutMs;
  const { api, seal } = createApi({ plugin, settings, version, logger, guard }, registered);
  const loaded = { plugin, guard, logger, hookTimeoutMs, hostConfig: api.config };
  try {
    if (plugin.otherEntries.length > 0) {
      guard.remark(
        `Of several entries the first is loaded, without ${plugin.otherEntries.join(', ')}.`,
      );
    }
    await checkConfig(plugin, settings.entries[plugin.id]?.config ?? {});
    const entry = await guard.call({ what: 'load', timeoutMs: context.loadTimeoutMs }, () =>
      loadEntry(plugin, context.loadTimeoutMs),
    );
    const answer: unknown = guard.callNow('register', () => entry.register(api));
    seal();
    if (answer instanceof Promise) {
      logger.warn('register() must not be asynchronous; nobody waits for it');
      answer.catch((error: unknown) => guard.note('register', error));
    }
    return { ...loaded, registered };
  } catch (error) {
    guard.fail(error);
    return { ...loaded, registered: nothingRegistered() };
  }
}
