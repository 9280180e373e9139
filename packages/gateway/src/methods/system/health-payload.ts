import type { Clock } from '@homarus/base';
import type { HealthSnapshot } from '@homarus/protocol';
import type { SessionStore } from '@homarus/sessions';

import type { Agents } from '../../agents.ts';
import type { GatewayPlugins } from '../../plugins/gateway-plugins.ts';

export interface HealthPayloadDeps {
  readonly agents: Agents;
  readonly sessions: Pick<SessionStore, 'listSessions'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly accountId: string;
  readonly version: string;
  readonly plugins?: Pick<GatewayPlugins, 'health'> | undefined;
}

/** Of each agent. */
const maxRecentSessions = 5;

/**
 * The payload of `health`: the snapshot, and what the agents, their sessions and the plugins are.
 * `userId` is whose sessions count; undefined: everybody's.
 */
export async function toHealthPayload(
  deps: HealthPayloadDeps,
  snapshot: HealthSnapshot,
  userId: string | undefined,
) {
  const { agents, version, plugins } = deps;
  const summaries = await Promise.all(
    agents.list.map(async ({ id, name }) => ({
      agentId: id,
      name: name ?? id,
      isDefault: id === agents.byDefault.id,
      heartbeat: noHeartbeat,
      sessions: await toSessionSummary(deps, id, userId),
    })),
  );
  return {
    ...snapshot,
    version,
    plugins: toPluginsPayload(plugins?.health() ?? []),
    channels: {},
    channelOrder: [],
    channelLabels: {},
    heartbeatSeconds: 0,
    agents: summaries,
    sessions: summaries.find(({ isDefault }) => isDefault)?.sessions,
  };
}

/** As `status` and `health` tell it of an agent. */
export const noHeartbeat = { enabled: false, every: 'off', everyMs: null } as const;

/** Where sessions are kept, how many an agent has, and the latest of them; `age` in milliseconds. */
export async function toSessionSummary(
  { sessions: store, clock, accountId }: HealthPayloadDeps,
  agentId: string,
  userId: string | undefined,
) {
  const { sessions, total } = await store.listSessions(accountId, {
    agentId,
    limit: maxRecentSessions,
    ...(userId === undefined ? {} : { userId }),
  });
  const now = clock.now();
  return {
    path: 'database',
    count: total,
    recent: sessions.map(({ key, updatedAt }) => ({ key, updatedAt, age: now - updatedAt })),
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
