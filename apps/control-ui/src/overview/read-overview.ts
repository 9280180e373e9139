import type {
  CronStatusResult,
  DevicePairList,
  GatewayMethodName,
  GatewayMethods,
  HealthResult,
  MemoryStatusResult,
  PendingApprovalShape,
  PluginShape,
  PresenceEntry,
  SessionsListResult,
  SessionsUsageResult,
  StatusResult,
} from '@homarus/protocol';

import type { Gateway } from '../gateway/gateway.ts';

/** Everything that the overview shows; a part that the gateway lacks or this person may not see is left out. */
export interface OverviewFacts {
  readonly status: StatusResult;
  readonly health: HealthResult;
  readonly presence: readonly PresenceEntry[];
  readonly sessions: SessionsListResult;
  readonly usage: SessionsUsageResult;
  readonly memory?: MemoryStatusResult | undefined;
  readonly devices?: DevicePairList | undefined;
  readonly approvals?: readonly PendingApprovalShape[] | undefined;
  readonly tasks?: CronStatusResult | undefined;
  readonly plugins?: readonly PluginShape[] | undefined;
}

/** More than ever answer at the same time. */
const lastSessions = 100;

export async function readOverview({ client, methods }: Gateway): Promise<OverviewFacts> {
  const { call } = client.value;
  const tryCall = async <M extends GatewayMethodName>(
    method: M,
  ): Promise<GatewayMethods[M]['result'] | undefined> =>
    methods.value.has(method)
      ? ((await client.value.callUntyped(method).catch(() => undefined)) as
          | GatewayMethods[M]['result']
          | undefined)
      : undefined;
  const [status, health, presence, sessions, usage] = await Promise.all([
    call('status'),
    call('health'),
    call('system-presence'),
    call('sessions.list', { limit: lastSessions, includeDerivedTitles: true }),
    call('sessions.usage', { range: '30d', limit: 1 }),
  ]);
  const [memory, devices, approvals, tasks, plugins] = await Promise.all([
    tryCall('memory.status'),
    tryCall('device.pair.list'),
    tryCall('exec.approval.list'),
    tryCall('cron.status'),
    tryCall('plugins.list'),
  ]);
  const offered = { memory, devices, approvals, tasks, plugins: plugins?.plugins };
  return { status, health, presence, sessions, usage, ...offered };
}
