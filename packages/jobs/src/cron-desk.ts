import { AppError } from '@homarus/base';
import type { Clock, Ids } from '@homarus/base';
import type { JobStore } from '@homarus/memory';

import type { OnCronEvent } from './cron-event.ts';
import { maxRunTimeoutMs } from './cron-job.ts';
import type { CronDraft, CronJob, CronState } from './cron-job.ts';
import { startOf, withNextRun } from './cron-plan.ts';
import type { CronPlanner } from './cron-planner.ts';
import { enqueueRun } from './cron-queue.ts';
import type { CronRunPage, CronRunQuery, CronStore } from './cron-store.ts';
import { checkSchedule, nextRunAfter } from './schedule.ts';

/** Whether a run was started by hand, and why not. */
export type CronRunStart =
  | { readonly isQueued: true; readonly runId: string }
  | {
      readonly isQueued: false;
      readonly reason: 'not-due' | 'already-running' | 'disabled';
    };

/**
 * `force`: now, whatever the schedule says; `if-enabled`: the same, unless the job is disabled; `due`:
 * only when its time has come.
 */
export type CronRunMode = 'force' | 'if-enabled' | 'due';

/**
 * What people and agents do with scheduled jobs. Errors: `invalid_request` with the path of the field
 * for a schedule that cannot be, or whose only time has passed; `not_found` for an unknown job.
 */
export interface CronDesk {
  /** In the order in which they were made. */
  list(): Promise<readonly CronJob[]>;
  require(jobId: string): Promise<CronJob>;
  add(draft: CronDraft): Promise<CronJob>;
  /** `conflict` when the definition is not any more the one that the caller saw. */
  update(
    jobId: string,
    edit: (draft: CronDraft) => CronDraft,
    options?: { readonly expectedRevision?: number | undefined },
  ): Promise<CronJob>;
  /** Its run, if there is one, goes on. False when there is no such job. */
  remove(jobId: string): Promise<boolean>;
  run(jobId: string, mode: CronRunMode): Promise<CronRunStart>;
  listRuns(query: CronRunQuery): Promise<CronRunPage>;
}

export interface CronDeskDeps {
  readonly store: CronStore;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly planner: CronPlanner;
  readonly onEvent: OnCronEvent;
  readonly onQueued: () => void;
}

export interface CronDeskOptions {
  readonly accountId: string;
  readonly maxJobs: number;
}

export function createCronDesk(deps: CronDeskDeps, options: CronDeskOptions): CronDesk {
  const { store, clock, ids, planner, onEvent } = deps;
  const { accountId, maxJobs } = options;
  const require = async (jobId: string): Promise<CronJob> =>
    (await store.getJob(accountId, jobId)) ?? failUnknown(jobId);
  return {
    list: () => store.listJobs(accountId),
    require,
    async add(draft) {
      const { length } = await store.listJobs(accountId);
      if (length >= maxJobs) throw tooMany(maxJobs);
      const job = newJob(draft, { accountId, id: ids.next('job'), now: clock.now() });
      await store.updateJob(accountId, job.id, () => ({ job }));
      onEvent({ action: 'added', jobId: job.id, job });
      planner.wake();
      return job;
    },
    async update(jobId, edit, { expectedRevision } = {}) {
      const job = await store.updateJob(accountId, jobId, (current) => {
        const known = current ?? failUnknown(jobId);
        if (expectedRevision !== undefined && expectedRevision !== known.configRevision) {
          throw changedMeanwhile(known);
        }
        return { job: edited(known, edit(draftOf(known)), clock.now()) };
      });
      const changed = job ?? failUnknown(jobId);
      onEvent({ action: 'updated', jobId, job: changed });
      planner.wake();
      return changed;
    },
    async remove(jobId) {
      let isThere = false;
      await store.updateJob(accountId, jobId, (job) => {
        isThere = job !== undefined;
        return { job: undefined };
      });
      if (isThere) onEvent({ action: 'removed', jobId });
      return isThere;
    },
    async run(jobId, mode) {
      const job = await require(jobId);
      if (mode !== 'due') return force(deps, job, mode);
      if (job.state.running !== undefined) return { isQueued: false, reason: 'already-running' };
      const runId = await planner.plan(job);
      return runId === undefined
        ? { isQueued: false, reason: 'not-due' }
        : { isQueued: true, runId };
    },
    listRuns: (query) => store.listRuns(accountId, query),
  };
}

async function force(
  { store, jobs, clock, ids, onQueued }: CronDeskDeps,
  { accountId, id }: CronJob,
  mode: CronRunMode,
): Promise<CronRunStart> {
  const now = clock.now();
  const running = startOf(ids.next('run'), { runAt: now, now, isForced: true });
  let start: CronRunStart = { isQueued: true, runId: running.runId };
  const job = await store.updateJob(accountId, id, (current) => {
    const known = current ?? failUnknown(id);
    start = { isQueued: true, runId: running.runId };
    if (known.state.running !== undefined) start = { isQueued: false, reason: 'already-running' };
    else if (mode === 'if-enabled' && !known.enabled)
      start = { isQueued: false, reason: 'disabled' };
    return { job: start.isQueued ? { ...known, state: { ...known.state, running } } : known };
  });
  if (!start.isQueued || job === undefined) return start;
  await enqueueRun(jobs, job, running);
  onQueued();
  return start;
}

function newJob(
  draft: CronDraft,
  { accountId, id, now }: { readonly accountId: string; readonly id: string; readonly now: number },
): CronJob {
  check(draft);
  const counters = { consecutiveErrors: 0, consecutiveSkipped: 0 };
  return {
    ...draft,
    accountId,
    id,
    createdAt: now,
    updatedAt: now,
    configRevision: 1,
    state: planned(draft, counters, now),
  };
}

function edited(job: CronJob, draft: CronDraft, now: number): CronJob {
  check(draft);
  const isReplanned =
    draft.enabled !== job.enabled ||
    JSON.stringify(draft.schedule) !== JSON.stringify(job.schedule);
  const { consecutiveErrors: _errors, consecutiveSkipped: _skipped, ...kept } = job.state;
  const fresh = { ...kept, consecutiveErrors: 0, consecutiveSkipped: 0 };
  return {
    ...job,
    ...draft,
    updatedAt: now,
    configRevision: job.configRevision + 1,
    state: isReplanned ? planned(draft, fresh, now) : job.state,
  };
}

/** The state with the first run of a job that is enabled. Throws when its only time has passed. */
function planned({ enabled, schedule }: CronDraft, state: CronState, now: number): CronState {
  if (!enabled) return withNextRun(state, undefined);
  const next = nextRunAfter(schedule, now);
  if (next !== undefined) return withNextRun(state, next);
  const [path, problem] =
    schedule.kind === 'at'
      ? ['schedule.at', `${new Date(schedule.at).toISOString()} has passed; give a later time`]
      : ['schedule.expr', 'no day that comes fits this expression'];
  throw invalid(path, problem);
}

function draftOf(job: CronJob): CronDraft {
  const {
    accountId: _account,
    id: _id,
    createdAt: _created,
    updatedAt: _updated,
    configRevision: _revision,
    state: _state,
    ...draft
  } = job;
  return draft;
}

function check({ schedule, target, payload }: CronDraft): void {
  checkSchedule(schedule);
  if ((target === 'main') !== (payload.kind === 'systemEvent')) {
    throw invalid(
      'payload.kind',
      'a job of the main session says a systemEvent, any other one an agentTurn',
    );
  }
  const seconds = payload.kind === 'agentTurn' ? payload.timeoutSeconds : undefined;
  if (seconds !== undefined && !(seconds > 0 && seconds * 1000 <= maxRunTimeoutMs)) {
    throw invalid('payload.timeoutSeconds', `more than 0 and at most ${maxRunTimeoutMs / 1000}`);
  }
}

function invalid(path: string, problem: string): AppError {
  return new AppError('invalid_request', `${path}: ${problem}.`, { details: { path } });
}

function failUnknown(jobId: string): never {
  throw new AppError('not_found', `There is no scheduled job ${jobId}; cron.list shows all.`, {
    details: { code: 'CRON_JOB_NOT_FOUND', jobId },
  });
}

function changedMeanwhile({ id, configRevision }: CronJob): AppError {
  return new AppError('conflict', `The job ${id} was changed meanwhile; read it again.`, {
    details: { path: 'expectedConfigRevision', configRevision: String(configRevision) },
  });
}

function tooMany(maxJobs: number): AppError {
  return new AppError(
    'invalid_request',
    `There are ${maxJobs} scheduled jobs; remove some first.`,
    {
      details: { maxJobs },
    },
  );
}
