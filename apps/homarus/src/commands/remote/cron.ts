import { AppError } from '@homarus/base';

import { columns, minuteOf } from '../columns.ts';
import { readCount } from './read-count.ts';
import { readJsonObject } from './remote-call.ts';
import type { RemoteAction } from './remote-call.ts';

interface Job {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly schedule: Readonly<Record<string, unknown>>;
  readonly state?: { readonly nextRunAtMs?: number; readonly lastRunStatus?: string };
}

export const listJobs: RemoteAction<object> = async ({ client, show }) => {
  const list = (await client.callUntyped('cron.list', { includeDisabled: true })) as {
    readonly jobs: readonly Job[];
  };
  const rows = list.jobs.map(({ id, name, enabled, schedule, state = {} }) => [
    enabled ? ' ' : '-',
    id,
    state.nextRunAtMs === undefined ? '' : minuteOf(state.nextRunAtMs),
    state.lastRunStatus ?? '',
    scheduleText(schedule),
    name,
  ]);
  show(list, columns(rows));
};

function scheduleText(schedule: Job['schedule']): string {
  const { kind: _kind, anchorMs: _anchor, ...rest } = schedule;
  return Object.values(rest).join(' ');
}

export const showStatus: RemoteAction<object> = async ({ client, show }) => {
  const status = (await client.callUntyped('cron.status')) as Readonly<Record<string, unknown>>;
  show(status, columns(Object.entries(status).map(([name, value]) => [name, String(value)])));
};

interface AddFlags {
  readonly message?: string;
  readonly at?: string;
  readonly every?: string;
  readonly cron?: string;
  readonly tz?: string;
  readonly agent?: string;
}

export const addJob: RemoteAction<AddFlags> = async ({ client, flags, words, show }) => {
  const [name = ''] = words;
  const job = (await client.callUntyped('cron.add', {
    name,
    schedule: toSchedule(flags),
    sessionTarget: 'isolated',
    wakeMode: 'now',
    payload: { kind: 'agentTurn', message: flags.message ?? name },
    ...(flags.agent === undefined ? {} : { agentId: flags.agent }),
  })) as Job;
  show(job, [job.id]);
};

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function toSchedule({ at, every, cron, tz }: AddFlags): object {
  const given = [at, every, cron].filter((text) => text !== undefined);
  if (given.length !== 1) {
    throw new AppError('invalid_request', 'Give one of --at, --every and --cron.');
  }
  if (at !== undefined) return { kind: 'at', at };
  if (cron !== undefined) return { kind: 'cron', expr: cron, ...(tz === undefined ? {} : { tz }) };
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/u.exec(every ?? '') ?? [];
  const everyMs = Number(count) * (unitMs[unit] ?? 0);
  if (everyMs > 0) return { kind: 'every', everyMs };
  throw new AppError('invalid_request', `--every ${every}: expected a span such as 30m, 2h or 1d.`);
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
  show(await client.callUntyped('cron.update', { id, patch }), [texts.done]);
};

export const removeJob: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [id = ''] = words;
  show(await client.callUntyped('cron.remove', { id }), [texts.done]);
};

export const runJob: RemoteAction<object> = async ({ client, words, texts, show }) => {
  const [id = ''] = words;
  show(await client.callUntyped('cron.run', { id, mode: 'force' }), [texts.done]);
};

export const listRuns: RemoteAction<{ readonly limit?: string }> = async (call) => {
  const { client, flags, words, show } = call;
  const [id = ''] = words;
  const runs = (await client.callUntyped('cron.runs', {
    id,
    limit: readCount(flags.limit, 20),
  })) as {
    readonly entries: readonly {
      readonly ts: number;
      readonly status?: string;
      readonly summary?: string;
      readonly error?: string;
    }[];
  };
  const rows = runs.entries.map(({ ts, status = '', summary, error }) => [
    minuteOf(ts),
    status,
    error ?? summary ?? '',
  ]);
  show(runs, columns(rows));
};
