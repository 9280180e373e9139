import { defineTool } from '@homarus/agent';
import type { Tool, ToolContext } from '@homarus/agent';
import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import type { CronDesk, CronDraft, CronJob } from '@homarus/jobs';
import * as v from 'valibot';

import { toDraft } from '../methods/cron/parse.ts';
import { toJobShape } from '../methods/cron/shapes.ts';

const Schedule = v.variant('kind', [
  v.object({
    kind: v.literal('at'),
    at: v.pipe(v.string(), v.description('ISO 8601, with offset')),
  }),
  v.object({ kind: v.literal('every'), everyMs: v.pipe(v.number(), v.integer()) }),
  v.object({ kind: v.literal('cron'), expr: v.string(), tz: v.optional(v.string()) }),
]);

const Input = v.object({
  action: v.picklist(['list', 'add', 'update', 'remove', 'run']),
  id: v.optional(v.pipe(v.string(), v.description('of the job; for update, remove, run'))),
  name: v.optional(v.string()),
  message: v.optional(v.pipe(v.string(), v.description('what you are to do when the job runs'))),
  schedule: v.optional(Schedule),
  enabled: v.optional(v.boolean()),
  announce: v.optional(v.pipe(v.boolean(), v.description('tell the user the answer (default)'))),
});
type Input = v.InferOutput<typeof Input>;

export interface CronToolDeps {
  /** Called with each call: the schedule is made after the tools. */
  readonly desk: () => CronDesk;
  readonly clock: Pick<Clock, 'now'>;
  /** Of cron expressions that name none. */
  readonly timeZone: string;
}

/**
 * Lets an agent schedule its own work for the person it talks to; jobs of others do not exist for it.
 * Details: `{jobs: [...]}`, or what became of the run.
 */
export function cronTool(deps: CronToolDeps): Tool {
  return defineTool({
    name: 'cron',
    description:
      'Schedule work for later or again and again, e.g. a reminder (kind at, an ISO time), every hour ' +
      '(kind every, everyMs) or each weekday at nine (kind cron, "0 9 * * 1-5"). Acts on your own jobs.',
    input: Input,
    async execute(input, context) {
      const desk = deps.desk();
      if (input.action === 'list') return answer((await desk.list()).filter(isOwnOf(context)));
      if (input.action === 'add') return answer([await desk.add(newDraft(deps, input, context))]);
      const { id } = await requireOwn(desk, input.id, context);
      if (input.action === 'remove') {
        await desk.remove(id);
        return { text: `Removed ${id}.`, details: { removed: id } };
      }
      if (input.action === 'run') {
        const start = await desk.run(id, 'force');
        return {
          text: start.isQueued ? 'It runs now.' : `Not run: ${start.reason}.`,
          details: start,
        };
      }
      const edit = (draft: CronDraft): CronDraft => editDraft(deps, draft, input);
      return answer([await desk.update(id, edit)]);
    },
  });
}

function newDraft(
  { clock, timeZone }: CronToolDeps,
  { name, message, schedule, enabled, announce = true }: Input,
  { agentId, userId }: ToolContext,
): CronDraft {
  if (message === undefined) throw missing('message');
  if (schedule === undefined) throw missing('schedule');
  return toDraft(
    {
      name: name ?? message.slice(0, 60),
      schedule,
      sessionTarget: 'isolated',
      payload: { kind: 'agentTurn', message },
      delivery: { mode: announce ? 'announce' : 'none' },
      ...(enabled === undefined ? {} : { enabled }),
    },
    { agentId, userId, timeZone, now: clock.now() },
  );
}

/** The draft with what the input names. */
function editDraft(deps: CronToolDeps, draft: CronDraft, input: Input): CronDraft {
  const { payload, agentId, userId } = draft;
  const said = payload.kind === 'agentTurn' ? payload.message : payload.text;
  const { name = draft.name, message = said, enabled = draft.enabled, announce } = input;
  const now = deps.clock.now();
  const delivery = announce === undefined ? draft.delivery.mode : announce ? 'announce' : 'none';
  const place = { agentId, userId, timeZone: deps.timeZone, now };
  const schedule =
    input.schedule === undefined
      ? draft.schedule
      : toDraft(
          {
            name,
            schedule: input.schedule,
            sessionTarget: 'isolated',
            payload: { kind: 'agentTurn', message },
          },
          place,
        ).schedule;
  return {
    ...draft,
    name,
    enabled,
    schedule,
    payload: payload.kind === 'agentTurn' ? { ...payload, message } : { ...payload, text: message },
    delivery: { mode: delivery },
  };
}

function isOwnOf({ agentId, userId }: ToolContext): (job: CronJob) => boolean {
  return (job) => job.agentId === agentId && job.userId === userId;
}

async function requireOwn(
  desk: CronDesk,
  id: string | undefined,
  context: ToolContext,
): Promise<CronJob> {
  if (id === undefined) throw missing('id');
  const job = (await desk.list()).find((known) => known.id === id);
  if (job !== undefined && isOwnOf(context)(job)) return job;
  throw new AppError('not_found', `id: you have no job ${id}; list shows yours.`, {
    details: { path: 'id' },
  });
}

function answer(jobs: readonly CronJob[]) {
  const lines = jobs.map(({ id, name, enabled, state }) => {
    const at = state.nextRunAt === undefined ? undefined : new Date(state.nextRunAt).toISOString();
    const when = enabled ? `next ${at ?? 'never'}` : 'disabled';
    return `- ${id} ${name} (${when})${state.lastError === undefined ? '' : ` ${state.lastError}`}`;
  });
  return {
    text: lines.join('\n') || 'You have no scheduled jobs.',
    details: { jobs: jobs.map(toJobShape) },
  };
}

function missing(path: string): AppError {
  return new AppError('invalid_request', `${path}: required, but it is missing.`, {
    details: { path },
  });
}
