import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import type { Cron, CronDesk, CronJob } from '@homarus/jobs';
import {
  CronAddParams,
  CronJobParams,
  CronListParams,
  CronRunParams,
  CronRunsParams,
  CronUpdateParams,
  hasScope,
} from '@homarus/protocol';
import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { Caller, GatewayMethod } from '../../rpc/method.ts';
import { toJobPage } from './list-jobs.ts';
import { patchDraft, toDraft } from './parse.ts';
import type { DraftPlace } from './parse.ts';
import { toDeliveryPreview, toJobShape, toRunShape } from './shapes.ts';
import { withoutUndefined } from './without-undefined.ts';

export interface CronMethodsDeps {
  readonly cron: Cron;
  readonly agents: Agents;
  readonly clock: Pick<Clock, 'now'>;
  /** Of cron expressions that name none. */
  readonly timeZone: string;
  /** Of this process; another one after a restart. */
  readonly processInstanceId: string;
}

/** `cron.*`: scheduled jobs. Jobs of other persons are there for admins only. */
export function cronMethods(deps: CronMethodsDeps): readonly GatewayMethod[] {
  return [...readMethods(deps), ...changeMethods(deps), runMethod(deps)];
}

function readMethods({ cron }: CronMethodsDeps): readonly GatewayMethod[] {
  const { desk } = cron;
  const scope = 'operator.read';
  return [
    defineMethod({
      name: 'cron.list',
      scope,
      params: CronListParams,
      handle: async (params, { caller }) => {
        const jobs = await desk.list();
        return toJobPage(
          jobs.filter((job) => isFor(caller, job)),
          params,
        );
      },
    }),
    defineMethod({
      name: 'cron.status',
      scope,
      params: v.object({}),
      handle: async () => {
        const { jobs, nextWakeAt, failing } = await cron.health();
        return {
          enabled: true,
          triggersEnabled: false,
          storePath: 'database',
          storage: 'database',
          sqlitePath: '',
          jobs,
          nextWakeAtMs: nextWakeAt,
          failing,
        };
      },
    }),
    defineMethod({
      name: 'cron.get',
      scope,
      params: CronJobParams,
      handle: async (params, { caller }) =>
        toJobShape(await requireJob(desk, caller, toJobId(params))),
    }),
    runsMethod(desk),
  ];
}

function runsMethod(desk: CronDesk): GatewayMethod {
  return defineMethod({
    name: 'cron.runs',
    scope: 'operator.read',
    params: CronRunsParams,
    handle: async (params, { caller }) => {
      const { limit, offset, status, query: text, deliveryStatus, runId, agentId } = params;
      const jobId = params.scope === 'all' ? undefined : (params.id ?? params.jobId);
      const statuses = params.statuses ?? (status === 'all' ? undefined : [status]);
      const wanted = params.deliveryStatuses ?? (deliveryStatus && [deliveryStatus]);
      const deliveries = wanted?.filter((name) => name !== 'unknown');
      const userId = hasScope(caller.scopes, 'operator.admin') ? undefined : caller.userId;
      const filters = { jobId, runId, agentId, userId, statuses, deliveries, text };
      const { runs, total } = await desk.listRuns({
        ...withoutUndefined(filters),
        order: params.sortDir,
        limit,
        offset,
      });
      const hasMore = offset + runs.length < total;
      const nextOffset = hasMore ? offset + runs.length : null;
      return { entries: runs.map(toRunShape), total, offset, limit, hasMore, nextOffset };
    },
  });
}

function changeMethods(deps: CronMethodsDeps): readonly GatewayMethod[] {
  const { desk } = deps.cron;
  const scope = 'operator.admin';
  return [
    defineMethod({
      name: 'cron.add',
      scope,
      params: CronAddParams,
      handle: async (params, { caller }) => {
        const job = await desk.add(toDraft(params, placeOf(deps, caller.userId, params.agentId)));
        return { ...toJobShape(job), deliveryPreview: toDeliveryPreview(job) };
      },
    }),
    defineMethod({
      name: 'cron.update',
      scope,
      params: CronUpdateParams,
      handle: async (params, { caller }) => {
        const { patch, expectedConfigRevision } = params;
        const { id, agentId } = await requireJob(desk, caller, toJobId(params));
        const place = placeOf(deps, caller.userId, patch.agentId ?? agentId);
        const expectedRevision =
          expectedConfigRevision === undefined ? undefined : Number(expectedConfigRevision);
        const edit = { expectedRevision };
        return toJobShape(await desk.update(id, (draft) => patchDraft(draft, patch, place), edit));
      },
    }),
    defineMethod({
      name: 'cron.remove',
      scope,
      params: CronJobParams,
      handle: async (params, { caller }) => {
        const id = toJobId(params);
        const job = (await desk.list()).find((known) => known.id === id && isFor(caller, known));
        return { ok: true, removed: job !== undefined && (await desk.remove(id)) };
      },
    }),
  ];
}

function runMethod({ cron, processInstanceId }: CronMethodsDeps): GatewayMethod {
  return defineMethod({
    name: 'cron.run',
    scope: 'operator.admin',
    params: CronRunParams,
    handle: async (params, { caller }) => {
      const { id } = await requireJob(cron.desk, caller, toJobId(params));
      const start = await cron.desk.run(id, params.mode);
      return start.isQueued
        ? { ok: true, enqueued: true, runId: start.runId, processInstanceId }
        : { ok: true, ran: false, reason: start.reason, processInstanceId };
    },
  });
}

function placeOf(
  { agents, timeZone, clock }: CronMethodsDeps,
  userId: string,
  agentId: string | null | undefined,
): DraftPlace {
  const { id } = agents.require(agentId ?? agents.byDefault.id, 'agentId');
  return { agentId: id, userId, timeZone, now: clock.now() };
}

function isFor({ userId, scopes }: Caller, job: CronJob): boolean {
  return job.userId === userId || hasScope(scopes, 'operator.admin');
}

async function requireJob(desk: CronDesk, caller: Caller, jobId: string): Promise<CronJob> {
  const job = await desk.require(jobId);
  if (isFor(caller, job)) return job;
  throw new AppError('not_found', `There is no scheduled job ${jobId}; cron.list shows all.`, {
    details: { code: 'CRON_JOB_NOT_FOUND', jobId },
  });
}

interface JobChoice {
  readonly id?: string | undefined;
  readonly jobId?: string | undefined;
}

function toJobId({ id, jobId }: JobChoice): string {
  const named = id ?? jobId;
  if (named !== undefined) return named;
  throw new AppError('invalid_request', 'id: expected the id of a job.', {
    details: { path: 'id' },
  });
}
