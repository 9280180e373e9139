import { hasCode } from '@homarus/base';
import type { JobFilter, JobView, MaintenanceTarget } from '@homarus/memory';
import {
  JobActionBody,
  type JobAnswer,
  JobsBody,
  MaintenanceBody,
  parseInput,
} from '@homarus/protocol';

import { requireRole } from '../auth.ts';
import { toScope } from '../scope.ts';
import { careDocs } from './maintenance-docs.ts';
import { type Call, type Route, routesByName } from './route.ts';

const careRoutes = routesByName(
  {
    verify: async (call) => {
      const target = toTarget(call, parseInput(MaintenanceBody, call.body));
      const report = await call.memory.maintenance.verify(target, { signal: call.signal });
      const mirrorDrift = await readMirrorDrift(call, target);
      return { ok: true, ...report, mirrorDrift };
    },

    repair: async (call) => {
      const target = toTarget(call, parseInput(MaintenanceBody, call.body));
      const report = await call.memory.maintenance.repair(target, { signal: call.signal });
      return { ok: true, ...report };
    },

    jobs: async (call) => {
      const { state, ids, ...named } = parseInput(JobsBody, call.body);
      const filter = { ...toFilter(call, { ...named, ids }), ...(state && { state }) };
      const jobs = await call.memory.maintenance.listJobs(filter, maxJobs);
      return { ok: true, jobs: jobs.map((job) => toJobAnswer(job)) };
    },

    'jobs/retry': async (call) => {
      const filter = toFilter(call, parseInput(JobActionBody, call.body));
      return { ok: true, retried: await call.memory.maintenance.retryJobs(filter) };
    },

    'jobs/drop': async (call) => {
      const filter = toFilter(call, parseInput(JobActionBody, call.body));
      // Jobs that wait are dropped only by name: what they would have learned is lost.
      const dead = filter.ids === undefined ? { state: 'dead' as const } : {};
      return { ok: true, dropped: await call.memory.maintenance.dropJobs({ ...filter, ...dead }) };
    },
  },
  careDocs,
);

/** The care of what is stored, for who operates an account or the server. */
export const maintenanceRoutes: readonly Route[] = careRoutes.map((route) =>
  Object.assign(route, { role: 'admin' as const }),
);

async function readMirrorDrift(
  { memory, signal }: Call,
  target: MaintenanceTarget,
): Promise<number | null> {
  try {
    const { check } = await memory.mirror.status(target, signal);
    return check.memories - check.shown;
  } catch (error) {
    if (hasCode(error, 'unavailable')) return null;
    throw error;
  }
}

const maxJobs = 1000;

interface NamedTarget {
  readonly accountId?: string;
  readonly userId?: string | undefined;
  readonly all?: boolean;
  readonly ids?: readonly string[] | undefined;
}

/** Throws `forbidden` for all accounts unless the caller operates the server. */
export function toTarget({ caller, defaults }: Call, named: NamedTarget): MaintenanceTarget {
  const { accountId, userId, all = false } = named;
  if (all) requireRole(caller, 'root');
  const scope = toScope({ accountId, userId }, caller, defaults);
  const isOneUser = userId !== undefined || caller.userId !== undefined;
  return {
    ...(all ? {} : { accountId: scope.accountId }),
    ...(isOneUser ? { userId: scope.userId } : {}),
  };
}

function toFilter(call: Call, named: NamedTarget): JobFilter {
  return { ...toTarget(call, named), ...(named.ids === undefined ? {} : { ids: named.ids }) };
}

function toJobAnswer(job: JobView): JobAnswer {
  const { id, kind, state, attempts, scope, runAt, createdAt, lastError } = job;
  return { id, kind, state, attempts, ...scope, runAt, createdAt, lastError };
}
