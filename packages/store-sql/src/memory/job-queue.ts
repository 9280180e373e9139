import type { ClaimRequest, Job, JobOutcome, JobStats, JobStore } from '@homarus/memory';
import { plannedJobKinds } from '@homarus/memory';
import type { UpdateObject } from 'kysely';

import { fragmentsOf } from '../database/dialect.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { fromJobRow } from '../tables/job-table.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { inScope, listOf } from './in-scope.ts';
import { insertJobs } from './insert-jobs.ts';

export function jobQueue({ of, all, alone, relaxed, clock }: SqlDatabase): JobStore {
  return {
    enqueue: (job) => alone(job.scope, (db) => insertJobs(db, [job], clock.now())),
    renew: async (jobId, workerId, leaseUntil) => {
      const { numUpdatedRows } = await relaxed(all, (db) =>
        db
          .updateTable('job')
          .set({ lease_until: leaseUntil })
          .where('id', '=', jobId)
          .where('worker_id', '=', workerId)
          .where('state', '=', 'running')
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n;
    },
    claim: (request) => relaxed(all, (connection) => claim(connection, request)),
    settle: (jobId, workerId, outcome) =>
      relaxed(all, (connection) => settle(connection, { jobId, workerId, outcome })),
    nextRunAt: async (kinds) => {
      let jobs = all.selectFrom('job').select('run_at').where('state', '=', 'pending');
      if (kinds !== undefined) jobs = jobs.where('kind', 'in', listOf(all, kinds));
      const row = await jobs.orderBy('run_at').limit(1).executeTakeFirst();
      return row?.run_at;
    },
    retryDead: async (scope, { maxAttempts, now }) => {
      const result = await of(scope.accountId)
        .updateTable('job')
        .set({ state: 'pending', run_at: now })
        .where('state', '=', 'dead')
        .where('attempts', '<=', maxAttempts)
        .where(inScope(scope, 'partition'))
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    getStats: () => readJobStats(all),
  };
}

/** One statement that takes the rows it picks: two claimers can never take the same one. */
async function claim(db: Db, request: ClaimRequest): Promise<readonly Job[]> {
  const { workerId, now, leaseMs, limit } = request;
  const rows = await db
    // Apart from the update, so that it is read once, whatever the plan.
    .with('due', () =>
      db
        .selectFrom(
          dueJobs(db, 'pending', request)
            .unionAll(dueJobs(db, 'running', request))
            .as('first'),
        )
        .select('number')
        .orderBy('run_at')
        .orderBy('number')
        .limit(limit),
    )
    .updateTable('job')
    .set((row) => ({
      state: 'running' as const,
      attempts: row('attempts', '+', 1),
      worker_id: workerId,
      lease_until: now + leaseMs,
    }))
    .where('number', 'in', (row) => row.selectFrom('due').select('number'))
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.run_at - b.run_at || a.number - b.number).map(fromJobRow);
}

/**
 * The first due jobs of a state. Each state is read for itself in the order of its index, so that a
 * long queue is not sorted for every claim.
 */
function dueJobs(db: Db, state: 'pending' | 'running', { now, limit, jobId, kinds }: ClaimRequest) {
  const dueAt = state === 'pending' ? 'run_at' : 'lease_until';
  let jobs = db
    .selectFrom('job')
    .select(['number', 'run_at'])
    .where('state', '=', state)
    .where(dueAt, '<=', now)
    .orderBy('run_at')
    .orderBy('number')
    .limit(limit)
    .modifyEnd(fragmentsOf(db).takeRows);
  if (jobId !== undefined) jobs = jobs.where('id', '=', jobId);
  if (kinds !== undefined) jobs = jobs.where('kind', 'in', listOf(db, kinds));
  return db.selectFrom(jobs.as('first')).selectAll();
}

async function settle(
  db: Db,
  settled: {
    readonly jobId: string;
    readonly workerId: string;
    readonly outcome: JobOutcome;
  },
): Promise<void> {
  const { jobId, workerId, outcome } = settled;
  if (outcome.type === 'done') {
    await db
      .deleteFrom('job')
      .where('id', '=', jobId)
      .where('worker_id', '=', workerId)
      .where('state', '=', 'running')
      .execute();
    return;
  }
  await db
    .updateTable('job')
    .set(released(outcome))
    .where('id', '=', jobId)
    .where('worker_id', '=', workerId)
    .where('state', '=', 'running')
    .execute();
}

function released(outcome: Exclude<JobOutcome, { type: 'done' }>): UpdateObject<Schema, 'job'> {
  const common = { worker_id: null, lease_until: null, last_error: outcome.error };
  return outcome.type === 'retry'
    ? { ...common, state: 'pending', run_at: outcome.runAt }
    : { ...common, state: 'dead' };
}

export async function readJobStats(db: Db): Promise<JobStats> {
  const rows = await db
    .selectFrom('job')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where((row) => row.or([row('state', '<>', 'pending'), row('kind', 'not in', plannedJobKinds)]))
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return {
    pending: (counts.get('pending') ?? 0) + (counts.get('running') ?? 0),
    dead: counts.get('dead') ?? 0,
  };
}
