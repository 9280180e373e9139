import { availableParallelism, loadavg } from 'node:os';

import type { Agents } from '../../agents.ts';
import type { HealthWatch } from '../../rpc/health-watch.ts';
import { noHeartbeat } from './health-payload.ts';

/** The payload of `status`: the process, beside what `health` says. */
export function toStatusPayload({
  agents,
  health,
  version,
}: {
  readonly agents: Agents;
  readonly health: HealthWatch;
  readonly version: string;
}) {
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  const { status, reasons } = health.latest();
  return {
    runtimeVersion: version,
    status,
    reasons,
    heartbeat: {
      defaultAgentId: agents.byDefault.id,
      agents: agents.list.map(({ id }) => ({
        agentId: id,
        ...noHeartbeat,
      })),
    },
    channelSummary: [],
    queuedSystemEvents: [],
    modelRuntime: { degraded: status === 'degraded', pendingAgents: [] },
    processMemory: {
      rssBytes: rss,
      heapUsedBytes: heapUsed,
      heapTotalBytes: heapTotal,
      externalBytes: external,
      arrayBuffersBytes: arrayBuffers,
    },
    machine: { load: loadavg()[0] ?? 0, processors: availableParallelism() },
    pid: process.pid,
    uptimeMs: Math.round(process.uptime() * 1000),
  };
}
