import type { HealthSnapshot } from '@homarus/protocol';

import type { Agents } from '../../agents.ts';

/** The payload of `health`: the snapshot, and what the agents and the plugins are. */
export function toHealthPayload(
  { agents, version }: { readonly agents: Agents; readonly version: string },
  snapshot: HealthSnapshot,
) {
  return {
    ...snapshot,
    version,
    plugins: { loaded: [], errors: [] },
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
