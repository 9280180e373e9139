import type { JobFilter, MaintenanceTarget } from '@homarus/memory';
import {
  MemoryAdminJobsParams,
  MemoryAdminOwnerParams,
  MemoryAdminQueueParams,
  MemoryAdminReembedParams,
  MemoryAdminTargetParams,
} from '@homarus/protocol';

import type { GatewayMethod } from '../../rpc/method.ts';
import { definePanelMethod } from './panel-deps.ts';
import type { PanelDeps, PanelOptions } from './panel-deps.ts';

/** `memory.admin.queue`, `.retry`, `.drop`, `.verify`, `.repair`, `.spaces`, `.reembed`. */
export function careMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  return [
    ...jobMethods(deps, options),
    ...rowMethods(deps, options),
    ...vectorMethods(deps, options),
  ];
}

function jobMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { maintenance } = deps.panel;
  const { accountId } = options;
  const toFilter = ({ userId, ids }: JobsNamed): JobFilter => ({
    accountId,
    ...(userId === undefined ? {} : { userId }),
    ...(ids === undefined ? {} : { ids }),
  });
  return [
    definePanelMethod(deps, options, {
      name: 'queue',
      params: MemoryAdminQueueParams,
      handle: async ({ state, limit, userId }) => {
        const filter = { ...toFilter({ userId }), ...(state === undefined ? {} : { state }) };
        const jobs = await maintenance.listJobs(filter, limit);
        const { queue } = await deps.memory.health();
        return { ...queue, jobs };
      },
    }),
    definePanelMethod(deps, options, {
      name: 'retry',
      params: MemoryAdminJobsParams,
      target: ({ ids }) => ids?.join(' ') ?? 'dead jobs',
      handle: async (named) => ({ retried: await maintenance.retryJobs(toFilter(named)) }),
    }),
    definePanelMethod(deps, options, {
      name: 'drop',
      params: MemoryAdminJobsParams,
      target: ({ ids }) => ids?.join(' ') ?? 'dead jobs',
      handle: async (named) => {
        // Jobs that wait are dropped only by name: what they would have learned is lost.
        const dead = named.ids === undefined ? { state: 'dead' as const } : {};
        return { dropped: await maintenance.dropJobs({ ...toFilter(named), ...dead }) };
      },
    }),
  ];
}

interface JobsNamed {
  readonly userId?: string | undefined;
  readonly ids?: readonly string[];
}

function rowMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { maintenance } = deps.panel;
  const { accountId } = options;
  const toTarget = ({ userId, all = false }: RowsNamed): MaintenanceTarget =>
    all ? {} : { accountId, ...(userId === undefined ? {} : { userId }) };
  return [
    definePanelMethod(deps, options, {
      name: 'verify',
      params: MemoryAdminTargetParams,
      handle: (named, { signal }) => maintenance.verify(toTarget(named), { signal }),
    }),
    definePanelMethod(deps, options, {
      name: 'repair',
      params: MemoryAdminTargetParams,
      target: ({ userId, all = false }) => (all ? 'everything' : (userId ?? accountId)),
      handle: (named, { signal }) => maintenance.repair(toTarget(named), { signal }),
    }),
  ];
}

interface RowsNamed {
  readonly userId?: string | undefined;
  readonly all?: boolean;
}

function vectorMethods(deps: PanelDeps, options: PanelOptions): readonly GatewayMethod[] {
  const { vectors } = deps.panel;
  return [
    definePanelMethod(deps, options, {
      name: 'spaces',
      params: MemoryAdminOwnerParams,
      handle: ({ agentId }, call) => vectors.status(call.scope(agentId)),
    }),
    definePanelMethod(deps, options, {
      name: 'reembed',
      params: MemoryAdminReembedParams,
      target: ({ force = false }) => (force ? 'all anew' : 'what is missing'),
      handle: ({ agentId, force = false }, call) => vectors.reembed(call.scope(agentId), { force }),
    }),
  ];
}
