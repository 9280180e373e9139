import * as v from 'valibot';

import { listOf, textOf, wholeNumber } from '../schemas.ts';

const Text = textOf({ min: 1, max: 100_000 });
const Name = textOf({ min: 1, max: 200 });
const Id = textOf({ min: 1, max: 256 });
const Count = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const Tools = listOf(Id, { max: 200 });
const key = { idempotencyKey: v.optional(Id) };

/** A field of OpenClaw's that would change what a job does, and that is not there. */
function unsupported(what: string) {
  return v.optional(v.custom<undefined>((value) => value === undefined, `nothing: ${what}`));
}

export const CronScheduleInput = v.variant('kind', [
  /** ISO 8601; without an offset UTC. */
  v.object({ kind: v.literal('at'), at: v.string() }),
  v.object({ kind: v.literal('every'), everyMs: Count, anchorMs: v.optional(Count) }),
  v.object({
    kind: v.literal('cron'),
    expr: v.string(),
    /** IANA name. Default: the gateway's. */
    tz: v.optional(v.string()),
    staggerMs: v.optional(v.literal(0, '0: runs are not spread')),
  }),
]);

export const CronPayloadInput = v.variant('kind', [
  v.object({ kind: v.literal('systemEvent'), text: Text, toolsAllow: v.optional(Tools) }),
  v.object({
    kind: v.literal('agentTurn'),
    message: Text,
    model: v.optional(Id),
    toolsAllow: v.optional(Tools),
    timeoutSeconds: v.optional(v.number()),
  }),
]);

/** A part of a payload; `null` takes a setting away. */
export const CronPayloadPatch = v.variant('kind', [
  v.object({
    kind: v.literal('systemEvent'),
    text: v.optional(Text),
    toolsAllow: v.optional(v.nullable(Tools)),
  }),
  v.object({
    kind: v.literal('agentTurn'),
    message: v.optional(Text),
    model: v.optional(v.nullable(Id)),
    toolsAllow: v.optional(v.nullable(Tools)),
    timeoutSeconds: v.optional(v.nullable(v.number())),
  }),
]);

const Delivery = v.object({
  mode: v.picklist(['none', 'announce']),
  channel: v.optional(v.literal('last', '"last": answers are told in the main session')),
});
const Target = v.pipe(
  v.string(),
  v.regex(/^(?:main|isolated|session:.+)$/u, '"main" | "isolated" | "session:<name>"'),
);

const fields = {
  name: Name,
  description: v.optional(textOf({ max: 2000 })),
  enabled: v.optional(v.boolean()),
  schedule: CronScheduleInput,
  deleteAfterRun: v.optional(v.boolean()),
  /** Ours: what becomes of runs whose time passed while nothing could run them. */
  missed: v.optional(v.picklist(['skip', 'once', 'all'])),
  sessionTarget: Target,
  wakeMode: v.optional(v.picklist(['now', 'next-heartbeat'])),
  delivery: v.optional(Delivery),
  agentId: v.optional(v.nullable(Id)),
  trigger: unsupported('conditions of runs are not supported'),
  pacing: unsupported('a pace that changes is not supported'),
  failureAlert: v.optional(v.literal(false, 'false: alerts are not supported')),
};

export const CronAddParams = v.object({
  ...fields,
  payload: CronPayloadInput,
  declarationKey: unsupported('declarations are not supported'),
  ...key,
});

const Patch = v.object({
  ...v.partial(v.object(fields)).entries,
  payload: v.optional(CronPayloadPatch),
});

/** A job by `id`, or by `jobId`, as older clients say. */
const job = { id: v.optional(Id), jobId: v.optional(Id) };

export const CronJobParams = v.object({ ...job, ...key });
export const CronUpdateParams = v.object({
  ...job,
  patch: Patch,
  /** `configRevision` of the job as the caller saw it; `conflict` when it is another by now. */
  expectedConfigRevision: v.optional(Id),
  ...key,
});
export const CronRunParams = v.object({
  ...job,
  mode: v.optional(v.picklist(['force', 'if-enabled', 'due']), 'force'),
  ...key,
});

export const CronListParams = v.object({
  includeDisabled: v.optional(v.boolean(), false),
  limit: v.optional(wholeNumber(1, 200), 50),
  offset: v.optional(Count, 0),
  query: v.optional(textOf({ max: 1024 })),
  enabled: v.optional(v.picklist(['all', 'enabled', 'disabled'])),
  scheduleKind: v.optional(v.picklist(['all', 'at', 'every', 'cron', 'on-exit', 'stream']), 'all'),
  lastRunStatus: v.optional(v.picklist(['all', 'ok', 'error', 'skipped', 'unknown']), 'all'),
  sortBy: v.optional(v.picklist(['nextRunAtMs', 'updatedAtMs', 'name']), 'nextRunAtMs'),
  sortDir: v.optional(v.picklist(['asc', 'desc']), 'asc'),
  agentId: v.optional(Id),
});

const Status = v.picklist(['ok', 'error', 'skipped']);
const DeliveryStatus = v.picklist(['delivered', 'not-delivered', 'unknown', 'not-requested']);

export const CronRunsParams = v.object({
  ...job,
  scope: v.optional(v.picklist(['job', 'all'])),
  runId: v.optional(Id),
  agentId: v.optional(Id),
  limit: v.optional(wholeNumber(1, 200), 50),
  offset: v.optional(Count, 0),
  statuses: v.optional(v.array(Status)),
  status: v.optional(v.picklist(['all', 'ok', 'error', 'skipped']), 'all'),
  deliveryStatuses: v.optional(v.array(DeliveryStatus)),
  deliveryStatus: v.optional(DeliveryStatus),
  query: v.optional(textOf({ max: 1024 })),
  sortDir: v.optional(v.picklist(['asc', 'desc']), 'desc'),
});
