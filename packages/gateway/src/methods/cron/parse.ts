import { AppError } from '@homarus/base';
import type { CronDraft, CronPayload, CronTarget, Schedule } from '@homarus/jobs';
import { parseIsoInstant } from '@homarus/protocol';
import type {
  CronAddParams,
  CronPayloadInput,
  CronPayloadPatch,
  CronScheduleInput,
  CronUpdateParams,
} from '@homarus/protocol';
import type * as v from 'valibot';

import { withoutUndefined } from './without-undefined.ts';

export interface DraftPlace {
  readonly agentId: string;
  readonly userId: string;
  /** Of cron expressions that name none. */
  readonly timeZone: string;
  readonly now: number;
}

type AddParams = v.InferOutput<typeof CronAddParams>;
type Patch = v.InferOutput<typeof CronUpdateParams>['patch'];

export function toDraft(params: AddParams, place: DraftPlace): CronDraft {
  const { name, description, schedule: given, payload, sessionTarget } = params;
  const schedule = toSchedule(given, place);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    userId: place.userId,
    agentId: place.agentId,
    enabled: params.enabled ?? true,
    schedule,
    deleteAfterRun: params.deleteAfterRun ?? schedule.kind === 'at',
    missed: params.missed ?? 'once',
    target: toTarget(sessionTarget),
    payload: toPayload(payload),
    delivery: { mode: params.delivery?.mode ?? 'none' },
    wakeMode: params.wakeMode ?? 'now',
  };
}

export function patchDraft(draft: CronDraft, patch: Patch, place: DraftPlace): CronDraft {
  const { name, description, enabled, schedule, deleteAfterRun, missed, wakeMode } = patch;
  const { sessionTarget: target, payload, delivery } = patch;
  return {
    ...draft,
    ...withoutUndefined({ name, description, enabled, deleteAfterRun, missed, wakeMode }),
    agentId: place.agentId,
    ...(schedule === undefined ? {} : { schedule: toSchedule(schedule, place, anchorOf(draft)) }),
    ...(target === undefined ? {} : { target: toTarget(target) }),
    ...(payload === undefined ? {} : { payload: patchPayload(draft.payload, payload) }),
    ...(delivery === undefined ? {} : { delivery: { mode: delivery.mode } }),
  };
}

/** Another name or interval does not make an interval begin anew. */
function anchorOf({ schedule }: CronDraft): number | undefined {
  return schedule.kind === 'every' ? schedule.anchorMs : undefined;
}

function toSchedule(
  given: v.InferOutput<typeof CronScheduleInput>,
  { now, timeZone }: DraftPlace,
  anchorMs = now,
): Schedule {
  switch (given.kind) {
    case 'at': {
      const at = parseIsoInstant(given.at);
      if (at === undefined) throw invalid('schedule.at', 'an instant such as 2026-11-21T09:00:00Z');
      return { kind: 'at', at };
    }
    case 'every':
      return { kind: 'every', everyMs: given.everyMs, anchorMs: given.anchorMs ?? anchorMs };
    default:
      return { kind: 'cron', expression: given.expr, timeZone: given.tz ?? timeZone };
  }
}

function toTarget(text: string): CronTarget {
  if (text === 'main' || text === 'isolated') return text;
  return `session:${text.slice('session:'.length)}`;
}

function toPayload(given: v.InferOutput<typeof CronPayloadInput>): CronPayload {
  const tools = given.toolsAllow === undefined ? {} : { toolsAllow: given.toolsAllow };
  if (given.kind === 'systemEvent') return { kind: given.kind, text: given.text, ...tools };
  const { kind, message, model, timeoutSeconds } = given;
  return {
    kind,
    message,
    ...tools,
    ...(model === undefined ? {} : { model }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}

/** A patch of another kind is a payload of its own. */
function patchPayload(
  payload: CronPayload,
  patch: v.InferOutput<typeof CronPayloadPatch>,
): CronPayload {
  const base = payload.kind === patch.kind ? payload : {};
  const merged = Object.entries({ ...base, ...patch }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const made: Record<string, unknown> = Object.fromEntries(merged);
  const said = patch.kind === 'systemEvent' ? 'text' : 'message';
  if (typeof made[said] !== 'string') throw invalid(`patch.payload.${said}`, 'a text');
  return made as unknown as CronPayload;
}

function invalid(path: string, expected: string): AppError {
  return new AppError('invalid_request', `${path}: expected ${expected}.`, {
    details: { path, expected },
  });
}
