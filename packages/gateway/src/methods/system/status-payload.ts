import { availableParallelism, loadavg } from 'node:os';

import type { ChooseModel } from '../../models/choose-model.ts';
import type { GatewayPlugins } from '../../plugins/gateway-plugins.ts';
import type { HealthWatch } from '../../rpc/health-watch.ts';
import { noHeartbeat, toSessionSummary } from './health-payload.ts';
import type { HealthPayloadDeps } from './health-payload.ts';

export interface StatusPayloadDeps extends HealthPayloadDeps {
  readonly health: HealthWatch;
  readonly chooseModel: ChooseModel;
  readonly plugins?: Pick<GatewayPlugins, 'health' | 'memoryPlugin'> | undefined;
}

/**
 * The payload of `status`: the process, beside what `health` says. `userId` is whose sessions count;
 * undefined: everybody's.
 */
export async function toStatusPayload(deps: StatusPayloadDeps, userId: string | undefined) {
  const { agents, health, version, chooseModel } = deps;
  const memoryPlugin = deps.plugins?.memoryPlugin();
  const { model, contextTokens } = chooseModel(agents.byDefault.id);
  const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage();
  const { status, reasons } = health.latest();
  return {
    runtimeVersion: version,
    status,
    reasons,
    heartbeat: {
      defaultAgentId: agents.byDefault.id,
      agents: agents.list.map(({ id }) => Object.assign({ agentId: id }, noHeartbeat)),
    },
    sessions: {
      ...(await toSessionCounts(deps, userId)),
      defaults: { model: `${model.provider}/${model.modelId}`, contextTokens },
    },
    channelSummary: [],
    queuedSystemEvents: [],
    ...(memoryPlugin === undefined ? {} : { memoryPlugin }),
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

/** Of all agents together and of each; the latest of each, newest first. */
async function toSessionCounts(deps: HealthPayloadDeps, userId: string | undefined) {
  const byAgent = await Promise.all(
    deps.agents.list.map(async ({ id: agentId }) => ({
      agentId,
      ...(await toSessionSummary(deps, agentId, userId)),
    })),
  );
  return {
    paths: [...new Set(byAgent.map(({ path }) => path))],
    count: byAgent.reduce((sum, { count }) => sum + count, 0),
    recent: byAgent.flatMap(({ recent }) => recent).toSorted((a, b) => a.age - b.age),
    byAgent,
  };
}
