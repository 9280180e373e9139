import { AppError } from '@homarus/base';
import type { CronListResult, CronScheduleShape } from '@homarus/protocol';

import { columns, minuteOf } from '../columns.ts';
import { readSchedule } from './cron-schedule.ts';
import type { ScheduleFlags } from './cron-schedule.ts';
import { readCount } from './read-count.ts';
import { readJsonObject } from './remote-call.ts';
import type { RemoteAction, RemoteCall } from './remote-call.ts';

/** The most that `cron.list` and `cron.runs` give at once. */
const pageSize = 200;

export const listJobs: RemoteAction<object> = async ({ client, show }) => {
  const jobs = [];
  for (let offset: number | null = 0; offset !== null;) {
    const page: CronListResult = await client.call('cron.list', {
      includeDisabled: true,
      limit: pageSize,
      offset,
    });
    jobs.push(...page.jobs);
    offset = page.nextOffset;
  }
  const rows = jobs.map(({ id, name, enabled, schedule, state }) => [
    enabled ? ' ' : '-',
    id,
    state.nextRunAtMs === undefined ? '' : minuteOf(state.nextRunAtMs),
    state.lastRunStatus ?? '',
    scheduleText(schedule),
    name,
  ]);
  show({ jobs }, columns(rows));
};

function scheduleText(schedule: CronScheduleShape): string {
  if (schedule.kind === 'at') return `at ${schedule.at}`;
  if (schedule.kind === 'every') return `every ${spanText(schedule.everyMs)}`;
  return `cron ${schedule.expr} ${schedule.tz}`;
}

/** `90m`: in the largest unit that needs no fraction. */
function spanText(ms: number): string {
  const [unit, unitMs] = spanUnits.find(([, size]) => ms % size === 0) ?? ['ms', 1];
  return `${ms / unitMs}${unit}`;
}

const spanUnits = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

export const showStatus: RemoteAction<object> = async ({ client, texts, show }) => {
  const status = await client.call('cron.status');
  const { jobs, nextWakeAtMs, failing } = status;
  const words = texts.cron;
  const rows = [
    [words.jobs, String(jobs)],
    [words.next, nextWakeAtMs === null ? words.never : minuteOf(nextWakeAtMs)],
    ...failing.map(({ id, name, error }) => [words.failing, `${id} ${name}: ${error}`]),
  ];
  show(status, columns(rows));
};

interface AddFlags extends ScheduleFlags {
  readonly message?: string;
  readonly session?: string;
  readonly announce?: true;
  readonly missed?: string;
  readonly model?: string;
  readonly timeout?: string;
  readonly agent?: string;
}

export const addJob: RemoteAction<AddFlags> = async ({ client, flags, words, texts, show }) => {
  const [name = ''] = words;
  const { session = 'isolated', message = name, missed, announce, agent } = flags;
  const schedule = readSchedule(flags, { now: Date.now(), texts });
  const job = await client.call('cron.add', {
    name,
    schedule,
    ...toPayload(flags, { session, message }),
    ...(missed === undefined ? {} : { missed: readMissed(missed) }),
    ...(announce === true ? { delivery: { mode: 'announce' } } : {}),
    ...(agent === undefined ? {} : { agentId: agent }),
  });
  show(job, [job.id]);
};

/** What is said in the main conversation is an event; anywhere else the agent is given a task. */
function toPayload(
  { model, timeout }: AddFlags,
  { session, message }: { readonly session: string; readonly message: string },
) {
  if (session === 'main') {
    return { sessionTarget: session, payload: { kind: 'systemEvent', text: message } } as const;
  }
  const payload = {
    kind: 'agentTurn',
    message,
    ...(model === undefined ? {} : { model }),
    ...(timeout === undefined ? {} : { timeoutSeconds: readCount(timeout, 600) }),
  } as const;
  return { sessionTarget: session === 'isolated' ? session : `session:${session}`, payload };
}

const missedPolicies = ['skip', 'once', 'all'] as const;

function readMissed(text: string): (typeof missedPolicies)[number] {
  const policy = missedPolicies.find((known) => known === text);
  if (policy !== undefined) return policy;
  throw new AppError('invalid_request', `--missed ${text}: expected skip, once or all.`);
}

interface UpdateFlags {
  readonly patch?: string;
  readonly enable?: true;
  readonly disable?: true;
}

export const updateJob: RemoteAction<UpdateFlags> = async (call) => {
  const { client, flags, words, texts, show } = call;
  const [id = ''] = words;
  const isSwitched = flags.enable === true || flags.disable === true;
  const patch = {
    ...readJsonObject(flags.patch ?? '{}', '--patch', texts),
    ...(isSwitched ? { enabled: flags.enable === true } : {}),
  };
  show(await client.call('cron.update', { id, patch }), [texts.done]);
};

export const removeJob: RemoteAction<object> = async (call) => {
  const { client, words, texts, show } = call;
  const [id = ''] = words;
  const answer = await client.call('cron.remove', { id });
  if (!answer.removed) throw new AppError('not_found', texts.cron.unknown(id));
  show(answer, [texts.done]);
};

export const runJob: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [id = ''] = words;
  const answer = await client.call('cron.run', { id, mode: 'force' });
  show(answer, ['reason' in answer ? texts.cron.notRun[answer.reason] : answer.runId]);
};

export const listRuns: RemoteAction<{ readonly limit?: string }> = async (call) => {
  const { words, flags, show } = call;
  const [id] = words;
  const runs = await readRuns(call, id, readCount(flags.limit, 20));
  const rows = runs.entries.map(({ ts, jobName, status, deliveryStatus, error, summary = '' }) => [
    minuteOf(ts),
    ...(id === undefined ? [jobName] : []),
    status,
    deliveryStatus === 'not-requested' ? '' : deliveryStatus,
    (error ?? summary).replaceAll(/\s+/gu, ' '),
  ]);
  show(runs, columns(rows));
};

/** Of one job, or of all. */
function readRuns({ client }: RemoteCall<object>, id: string | undefined, limit: number) {
  const page = { limit: Math.min(limit, pageSize) };
  return client.call('cron.runs', id === undefined ? { scope: 'all', ...page } : { id, ...page });
}
