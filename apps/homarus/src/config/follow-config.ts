import type { Clock, Logger } from '@homarus/base';

import { fileConfigDesk } from './config-desk.ts';
import type { FileConfigDesk } from './config-desk.ts';
import type { Config } from './config.ts';
import { findConfigFile, interpretConfig, readConfigText } from './load.ts';
import type { ConfigSources } from './load.ts';
import { watchConfig } from './watch-config.ts';

export interface FollowConfigDeps {
  readonly sources: ConfigSources;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The configuration of a running process; disposing of it ends the watching. */
export interface FollowedConfig extends Disposable {
  readonly desk: FileConfigDesk;
  /** Hears every configuration that takes effect after the first; one listener. */
  onChange(apply: (config: Config) => Promise<void>): void;
}

/** Follows the configuration file: by its desk, and when somebody writes into it. */
export async function followConfig(deps: FollowConfigDeps): Promise<FollowedConfig> {
  const { sources } = deps;
  const place = findConfigFile(sources);
  const started = await interpretConfig(readConfigText(place), place, sources);
  let listener: (config: Config) => Promise<void> = () => Promise.resolve();
  const apply = (config: Config): Promise<void> => listener(config);
  const desk = fileConfigDesk({ place, sources, started, apply });
  const watching = watchConfig({ ...deps, desk }, place.file);
  return {
    desk,
    onChange(next) {
      listener = next;
    },
    [Symbol.dispose]: () => watching[Symbol.dispose](),
  };
}
