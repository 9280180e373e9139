import type { CronEvent, CronJob, CronRun, CronUsage, Schedule } from '@homarus/jobs';
import type {
  CronDeliveryPreview,
  CronEventPayload,
  CronJobShape,
  CronRunShape,
  CronScheduleShape,
  CronStateShape,
} from '@homarus/protocol';

import { withoutUndefined } from './without-undefined.ts';

/** A job as OpenClaw's clients read it, with `missed` where it is not the default. */
export function toJobShape(job: CronJob): CronJobShape {
  const { state, payload, missed } = job;
  return {
    id: job.id,
    agentId: job.agentId,
    name: job.name,
    ...(job.description === undefined ? {} : { description: job.description }),
    enabled: job.enabled,
    ...(job.deleteAfterRun ? { deleteAfterRun: true } : {}),
    ...(missed === 'once' ? {} : { missed }),
    createdAtMs: job.createdAt,
    updatedAtMs: job.updatedAt,
    configRevision: String(job.configRevision),
    schedule: toScheduleShape(job.schedule),
    sessionTarget: job.target,
    wakeMode: job.wakeMode,
    payload,
    delivery: job.delivery,
    state: toStateShape(job),
    ...(state.nextRunAt === undefined ? {} : { nextRunAtMs: state.nextRunAt }),
    ...(state.lastRunAt === undefined ? {} : { lastRunAtMs: state.lastRunAt }),
    ...(state.lastStatus === undefined ? {} : { lastRunStatus: state.lastStatus }),
    ...(state.lastError === undefined ? {} : { lastRunError: state.lastError }),
    ...toDeliveryShape(job),
  };
}

function toScheduleShape(schedule: Schedule): CronScheduleShape {
  switch (schedule.kind) {
    case 'at':
      return { kind: 'at', at: new Date(schedule.at).toISOString() };
    case 'every':
      return schedule;
    default:
      return { kind: 'cron', expr: schedule.expression, tz: schedule.timeZone };
  }
}

function toStateShape(job: CronJob): CronStateShape {
  const { state } = job;
  return {
    ...(state.nextRunAt === undefined ? {} : { nextRunAtMs: state.nextRunAt }),
    ...(state.running === undefined ? {} : { runningAtMs: state.running.startedAt }),
    ...(state.lastRunAt === undefined ? {} : { lastRunAtMs: state.lastRunAt }),
    ...(state.lastStatus === undefined
      ? {}
      : { lastRunStatus: state.lastStatus, lastStatus: state.lastStatus }),
    ...(state.lastError === undefined ? {} : { lastError: state.lastError }),
    ...(state.lastDurationMs === undefined ? {} : { lastDurationMs: state.lastDurationMs }),
    consecutiveErrors: state.consecutiveErrors,
    consecutiveSkipped: state.consecutiveSkipped,
    ...toDeliveryShape(job),
  };
}

function toDeliveryShape({ state }: CronJob) {
  const { lastDelivery: status, lastDeliveryError: error } = state;
  if (status === undefined) return {};
  return {
    lastDelivered: status === 'delivered',
    lastDeliveryStatus: status,
    ...(error === undefined ? {} : { lastDeliveryError: error }),
  };
}

/** What becomes of a job's answers, for a person. */
export function toDeliveryPreview({ delivery, target, agentId }: CronJob): CronDeliveryPreview {
  if (target === 'main') return { label: 'main session', detail: `runs in agent:${agentId}:main` };
  return delivery.mode === 'announce'
    ? { label: 'announce', detail: `told in agent:${agentId}:main` }
    : { label: 'none', detail: 'stays in its own session' };
}

/** A line of the run log. */
export function toRunShape(run: CronRun): CronRunShape {
  const [provider, model] = run.model?.split(/\/(.*)/su) ?? [];
  const { error, summary, deliveryError, sessionId, sessionKey } = run;
  return {
    ts: run.endedAt,
    jobId: run.jobId,
    jobName: run.jobName,
    action: 'finished',
    status: run.status,
    delivered: run.delivery === 'delivered',
    deliveryStatus: run.delivery,
    runId: run.runId,
    runAtMs: run.runAt,
    durationMs: Math.max(0, run.endedAt - run.startedAt),
    ...withoutUndefined({ error, summary, deliveryError, sessionId, sessionKey, provider, model }),
    ...withoutUndefined({
      completionStatus: completionOf[run.status],
      usage: run.usage && toUsageShape(run.usage),
    }),
  };
}

const completionOf = { ok: 'succeeded', error: 'failed', skipped: undefined } as const;

function toUsageShape({ inputTokens, outputTokens }: CronUsage) {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

/** The payload of a `cron` event. */
export function toEventShape(event: CronEvent): CronEventPayload {
  const { jobId, job } = event;
  const shape = job === undefined ? {} : { job: toJobShape(job) };
  const next = job?.state.nextRunAt === undefined ? {} : { nextRunAtMs: job.state.nextRunAt };
  switch (event.action) {
    case 'started': {
      const { runId, runAt: runAtMs } = event.running;
      return { action: event.action, jobId, runId, runAtMs, ...shape };
    }
    case 'finished':
    case 'skipped':
      return { ...toRunShape(event.run), action: event.action, ...next, ...shape };
    default:
      return { action: event.action, jobId, ...next, ...shape };
  }
}
