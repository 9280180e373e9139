import { systemClock } from '@homarus/base';
import type { GatewayPlugins } from '@homarus/gateway/plugins';

import type { ComposeOptions } from './compose-models.ts';
import { hasPlugins } from './config/plugins.ts';
import { version } from './version.ts';

/** The plugins of a gateway; undefined when there are none, with nothing of theirs loaded. */
export async function composePlugins({
  config,
  log,
  strays,
}: ComposeOptions): Promise<GatewayPlugins | undefined> {
  if (!hasPlugins(config.plugins)) return undefined;
  const [{ openPlugins }, { createGatewayPlugins }] = await Promise.all([
    import('@homarus/plugins'),
    import('@homarus/gateway/plugins'),
  ]);
  const deps = { clock: systemClock, log: log.child({ part: 'plugins' }) };
  const host = await openPlugins(
    strays === undefined ? deps : { ...deps, strays },
    config.plugins,
    {
      version,
    },
  );
  return createGatewayPlugins({ ...deps, host });
}
