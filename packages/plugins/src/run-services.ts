import { mkdirSync } from 'node:fs';

import type { PluginServiceContext } from '@homarus/plugin-api';

import { stateDirOf } from './create-api.ts';
import type { LoadedPlugin } from './load-plugin.ts';
import type { PluginSettings } from './settings.ts';

/** Starts or stops the services of all plugins, each within the time given. Never rejects. */
export async function runServices(
  plugins: readonly LoadedPlugin[],
  settings: PluginSettings,
  { step, timeoutMs }: { readonly step: 'start' | 'stop'; readonly timeoutMs: number },
): Promise<void> {
  const work = plugins.flatMap((loaded) => {
    const { plugin, guard, logger, registered, hostConfig: config } = loaded;
    return registered.services.map((service) => async (): Promise<void> => {
      const stateDir = stateDirOf({ plugin, settings });
      const context: PluginServiceContext = { config, stateDir, logger };
      mkdirSync(stateDir, { recursive: true });
      await guard.call({ what: `service ${service.id} ${step}`, timeoutMs }, () =>
        service[step]?.(context),
      );
    });
  });
  // The guard has noted what failed.
  await Promise.allSettled(work.map((run) => run()));
}
