import type { CronChange, CronRun, CronStore } from '@homarus/jobs';

import type { SqlDatabase } from '../database/sql-database.ts';
import { fromCronJobRow, toCronJobRow, toCronRunRow } from '../tables/cron-tables.ts';
import type { Db } from '../tables/schema.ts';
import { listRuns, trimRuns } from './cron-runs.ts';

/** Scheduled jobs and the log of their runs, over an open database. */
export function sqlCronStore({ of }: SqlDatabase): CronStore {
  return {
    getJob: async (accountId, jobId) => {
      const row = await readJob(of(accountId), accountId, jobId);
      return row && fromCronJobRow(row);
    },
    listJobs: async (accountId) => {
      const rows = await of(accountId)
        .selectFrom('cron_job')
        .select('job')
        .where('account_id', '=', accountId)
        .orderBy('number')
        .execute();
      return rows.map(fromCronJobRow);
    },
    updateJob: async (accountId, jobId, change) => {
      for (;;) {
        const row = await readJob(of(accountId), accountId, jobId);
        const changed = change(row && fromCronJobRow(row));
        const write = { accountId, jobId, revision: row?.revision, changed };
        if (await writeChange(of(accountId), write)) return changed.job;
      }
    },
    listDue: async (accountId, now, limit) => {
      const rows = await of(accountId)
        .selectFrom('cron_job')
        .select('job')
        .where('account_id', '=', accountId)
        .where('wake_at', '<=', now)
        .orderBy('wake_at')
        .limit(limit)
        .execute();
      return rows.map(fromCronJobRow);
    },
    nextWakeAt: async (accountId) => {
      const row = await of(accountId)
        .selectFrom('cron_job')
        .select('wake_at')
        .where('account_id', '=', accountId)
        .where('wake_at', 'is not', null)
        .orderBy('wake_at')
        .limit(1)
        .executeTakeFirst();
      return row?.wake_at ?? undefined;
    },
    listRuns: (accountId, query) => listRuns(of(accountId), accountId, query),
    trimRuns: (accountId, limits) => trimRuns(of(accountId), accountId, limits),
  };
}

function readJob(db: Db, accountId: string, jobId: string) {
  return db
    .selectFrom('cron_job')
    .select(['job', 'revision'])
    .where('account_id', '=', accountId)
    .where('job_id', '=', jobId)
    .executeTakeFirst();
}

interface JobWrite {
  readonly accountId: string;
  readonly jobId: string;
  /** Of the row that was read; undefined when there was none. */
  readonly revision: number | undefined;
  readonly changed: CronChange;
}

/** False, with nothing written, when the job is not any more what was read. */
function writeChange(db: Db, write: JobWrite): Promise<boolean> {
  const { run } = write.changed;
  if (run === undefined) return writeJob(db, write);
  return db.transaction().execute(async (transaction) => {
    const isDone = await writeJob(transaction, write);
    if (isDone) await putRun(transaction, run);
    return isDone;
  });
}

async function writeJob(db: Db, { accountId, jobId, revision, changed }: JobWrite) {
  const { job } = changed;
  if (revision === undefined) {
    if (job === undefined) return true;
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('cron_job')
      .values(toCronJobRow(job, 1))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows > 0n;
  }
  if (job === undefined) {
    const { numDeletedRows } = await db
      .deleteFrom('cron_job')
      .where('account_id', '=', accountId)
      .where('job_id', '=', jobId)
      .where('revision', '=', revision)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
  const { numUpdatedRows } = await db
    .updateTable('cron_job')
    .set(toCronJobRow(job, revision + 1))
    .where('account_id', '=', accountId)
    .where('job_id', '=', jobId)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function putRun(db: Db, run: CronRun): Promise<void> {
  await db
    .deleteFrom('cron_run')
    .where('account_id', '=', run.accountId)
    .where('run_id', '=', run.runId)
    .execute();
  await db.insertInto('cron_run').values(toCronRunRow(run)).execute();
}
