import type { HealthSnapshot } from '@homarus/protocol';

import type { Agents } from '../../agents.ts';
import type { GatewayPlugins } from '../../plugins/gateway-plugins.ts';

interface HealthPayloadDeps {
  readonly agents: Agents;
  readonly version: string;
  readonly plugins?: Pick<GatewayPlugins, 'health'> | undefined;
}

/** The payload of `health`: the snapshot, and what the agents and the plugins are. */
export function toHealthPayload(
  { agents, version, plugins }: HealthPayloadDeps,
  snapshot: HealthSnapshot,
) {
  return {
    ...snapshot,
    version,
    plugins: toPluginsPayload(plugins?.health() ?? []),
    channels: {},
    channelOrder: [],
    channelLabels: {},
    heartbeatSeconds: 0,
    agents: agents.list.map(({ id, name }) => ({
      agentId: id,
      name: name ?? id,
      isDefault: id === agents.byDefault.id,
    })),
  };
}

/** Those that work, the failures of all, and those that are not called. */
function toPluginsPayload(plugins: ReturnType<GatewayPlugins['health']>) {
  const isDead = ({ status }: (typeof plugins)[number]): boolean =>
    status === 'failed' || status === 'off';
  return {
    loaded: plugins.filter((plugin) => !isDead(plugin)).map(({ id }) => id),
    errors: plugins.flatMap(({ id, status, error }) =>
      error === undefined ? [] : [{ id, status, error }],
    ),
    unavailable: plugins.filter(isDead).map(({ id }) => id),
  };
}
