import { systemClock } from '@homarus/base';
import type { GatewayPlugins } from '@homarus/gateway/plugins';

import type { ComposeOptions } from './compose-models.ts';
import { hasPlugins } from './config/plugins.ts';
import { version } from './version.ts';

export interface ComposedPlugins {
  readonly joined: GatewayPlugins;
  readonly takeStray: (error: unknown) => boolean;
}

/** The plugins of a gateway; undefined when there are none, with nothing of theirs loaded. */
export async function composePlugins({
  config,
  log,
}: ComposeOptions): Promise<ComposedPlugins | undefined> {
  if (!hasPlugins(config.plugins)) return undefined;
  const [{ openPlugins }, { createGatewayPlugins }] = await Promise.all([
    import('@homarus/plugins'),
    import('@homarus/gateway/plugins'),
  ]);
  const deps = { clock: systemClock, log: log.child({ part: 'plugins' }) };
  const host = await openPlugins(deps, config.plugins, { version });
  return {
    joined: createGatewayPlugins({ ...deps, host }),
    takeStray: (error) => host.takeStray(error),
  };
}
