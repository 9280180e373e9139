import type { Clock } from '@homarus/base';

import type { JobFilter, MaintenanceStore, Whose } from '../ports/maintenance-store.ts';
import { changeConflict } from '../ports/memory-change.ts';
import { plannedJobKinds } from '../ports/job-store.ts';
import type { Scope } from '../scope.ts';
import { isOf } from '../scope-key.ts';
import type {
  ClaimRequest,
  Job,
  JobOutcome,
  JobStats,
  JobStore,
  NewJob,
} from '../ports/job-store.ts';

interface TwinJob extends Job {
  readonly state: 'pending' | 'running' | 'dead';
  readonly workerId: string | undefined;
  readonly leaseUntil: number;
}

export interface TwinJobs {
  readonly store: JobStore;
  readonly desk: Pick<MaintenanceStore, 'listJobs' | 'retryJobs' | 'dropJobs'>;
  /** Removes all of them, whatever they do; how many they were. */
  erase(whose: Whose): number;
  /** Throws `conflict` when an id is taken. */
  requireNew(jobs: readonly NewJob[]): void;
  enqueue(jobs: readonly NewJob[]): void;
}

export function createTwinJobs(clock: Clock): TwinJobs {
  const rows = new Map<string, TwinJob>();
  const requireNew = (jobs: readonly NewJob[]): void => {
    const ids = new Set(rows.keys());
    for (const { id } of jobs) {
      if (ids.has(id)) throw changeConflict(`The job id ${id} is taken.`);
      ids.add(id);
    }
  };
  const enqueue = (jobs: readonly NewJob[]): void => {
    for (const job of jobs) {
      const taker = findTaker(job, rows);
      if (taker === undefined) rows.set(job.id, toTwinJob(job, clock.now()));
      else if (taker.attempts === 0 && taker.runAt > job.runAt) {
        rows.set(taker.id, { ...taker, runAt: job.runAt });
      }
    }
  };
  return {
    requireNew,
    enqueue,
    desk: createDesk(rows),
    erase: (whose) => {
      const own = [...rows.values()].filter(({ scope }) => isOf(whose, scope));
      for (const { id } of own) rows.delete(id);
      return own.length;
    },
    store: {
      enqueue: async (job) => {
        const own = structuredClone(job);
        requireNew([own]);
        enqueue([own]);
      },
      renew: async (jobId, workerId, leaseUntil) => {
        const row = rows.get(jobId);
        if (row?.state !== 'running' || row.workerId !== workerId) return false;
        rows.set(jobId, { ...row, leaseUntil });
        return true;
      },
      claim: async (request) => claim(rows, request),
      settle: async (jobId, workerId, outcome) => {
        const row = rows.get(jobId);
        if (row?.state === 'running' && row.workerId === workerId) settle(rows, row, outcome);
      },
      nextRunAt: async (kinds) => {
        const waiting = [...rows.values()].filter(
          (row) => row.state === 'pending' && isOneOf(kinds, row),
        );
        return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ runAt }) => runAt));
      },
      retryDead: async (scope, options) => retryDead(rows, scope, options),
      getStats: async () => statsOf(rows),
    },
  };
}

function retryDead(
  rows: Map<string, TwinJob>,
  scope: Scope,
  { maxAttempts, now }: { readonly maxAttempts: number; readonly now: number },
): number {
  const dead = [...rows.values()].filter(
    (row) =>
      row.state === 'dead' &&
      row.attempts <= maxAttempts &&
      row.scope.accountId === scope.accountId &&
      row.scope.userId === scope.userId,
  );
  for (const row of dead) rows.set(row.id, { ...row, state: 'pending', runAt: now });
  return dead.length;
}

function statsOf(rows: ReadonlyMap<string, TwinJob>): JobStats {
  const all = [...rows.values()];
  const dead = all.filter(({ state }) => state === 'dead').length;
  const planned = all.filter(
    ({ state, kind }) => state === 'pending' && plannedJobKinds.includes(kind),
  ).length;
  return { pending: all.length - dead - planned, dead };
}

function createDesk(rows: Map<string, TwinJob>): TwinJobs['desk'] {
  const select = (filter: JobFilter): readonly TwinJob[] =>
    [...rows.values()].filter((row) => isWanted(row, filter));
  return {
    listJobs: async (filter, { limit }) =>
      select(filter)
        .slice(0, limit)
        .map((row) => Object.assign(toJob(row), { state: row.state })),
    retryJobs: async (filter, runAt) => {
      const dead = select(filter).filter(({ state }) => state === 'dead');
      for (const row of dead) rows.set(row.id, { ...row, state: 'pending', attempts: 0, runAt });
      return dead.length;
    },
    dropJobs: async (filter) => {
      const idle = select(filter).filter(({ state }) => state !== 'running');
      for (const { id } of idle) rows.delete(id);
      return idle.length;
    },
  };
}

function isWanted(row: TwinJob, { accountId, userId, ids, state }: JobFilter): boolean {
  return (
    (accountId === undefined || row.scope.accountId === accountId) &&
    (userId === undefined || row.scope.userId === userId) &&
    (ids === undefined || ids.includes(row.id)) &&
    (state === undefined || row.state === state)
  );
}

function findTaker(job: NewJob, rows: ReadonlyMap<string, TwinJob>): TwinJob | undefined {
  if (job.dedupeKey === undefined) return undefined;
  const key = dedupeKeyOf(job);
  return [...rows.values()].find((row) => row.state === 'pending' && dedupeKeyOf(row) === key);
}

/** The key counts within the scope of the job: another scope's jobs do not exist for it. */
function dedupeKeyOf({ scope, dedupeKey }: NewJob): string {
  const { accountId, userId, agentId, sessionId } = scope;
  return JSON.stringify([accountId, userId, agentId, sessionId, dedupeKey]);
}

function toTwinJob(job: NewJob, createdAt: number): TwinJob {
  return {
    ...job,
    attempts: 0,
    createdAt,
    lastError: undefined,
    state: 'pending',
    workerId: undefined,
    leaseUntil: 0,
  };
}

function claim(rows: Map<string, TwinJob>, request: ClaimRequest): readonly Job[] {
  const { workerId, now, leaseMs, limit, jobId, kinds } = request;
  return [...rows.values()]
    .filter((row) => (jobId === undefined || row.id === jobId) && isOneOf(kinds, row))
    .filter((row) => isDue(row, now))
    .toSorted((a, b) => a.runAt - b.runAt)
    .slice(0, limit)
    .map((row) => {
      const { attempts, ...rest } = row;
      const claimed: TwinJob = {
        ...rest,
        attempts: attempts + 1,
        state: 'running',
        workerId,
        leaseUntil: now + leaseMs,
      };
      rows.set(row.id, claimed);
      return toJob(claimed);
    });
}

function isOneOf(kinds: readonly string[] | undefined, { kind }: TwinJob): boolean {
  return kinds === undefined || kinds.includes(kind);
}

function isDue(row: TwinJob, now: number): boolean {
  if (row.state === 'pending') return row.runAt <= now;
  return row.state === 'running' && row.leaseUntil <= now;
}

function settle(rows: Map<string, TwinJob>, row: TwinJob, outcome: JobOutcome): void {
  if (outcome.type === 'done') {
    rows.delete(row.id);
    return;
  }
  const released = { ...row, workerId: undefined, lastError: outcome.error };
  rows.set(
    row.id,
    outcome.type === 'retry'
      ? { ...released, state: 'pending', runAt: outcome.runAt }
      : { ...released, state: 'dead' },
  );
}

function toJob(row: TwinJob): Job {
  const { state: _state, workerId: _workerId, leaseUntil: _leaseUntil, ...job } = row;
  return job;
}
