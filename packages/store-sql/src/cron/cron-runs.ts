import type { CronRunPage, CronRunQuery, CronStore } from '@homarus/jobs';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';

import { fragmentsOf } from '../database/dialect.ts';
import { listOf } from '../memory/in-scope.ts';
import { fromCronRunRow } from '../tables/cron-tables.ts';
import type { Db } from '../tables/schema.ts';

export async function listRuns(
  db: Db,
  accountId: string,
  query: CronRunQuery,
): Promise<CronRunPage> {
  const { limit, offset = 0, order = 'desc' } = query;
  const found = db.selectFrom('cron_run').where(fitting(db, accountId, query));
  const rows = await found
    .select('run')
    .orderBy('ended_at', order)
    .orderBy('run_id', order)
    .limit(limit)
    .offset(offset)
    .execute();
  const { count } = await found
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { runs: rows.map(fromCronRunRow), total: count };
}

function fitting(db: Db, accountId: string, query: CronRunQuery): RawBuilder<SqlBool> {
  const { jobId, runId, agentId, userId, statuses, deliveries, text } = query;
  const conditions = [
    sql`account_id = ${accountId}`,
    ...(jobId === undefined ? [] : [sql`job_id = ${jobId}`]),
    ...(runId === undefined ? [] : [sql`run_id = ${runId}`]),
    ...(agentId === undefined ? [] : [sql`agent_id = ${agentId}`]),
    ...(userId === undefined ? [] : [sql`user_id = ${userId}`]),
    ...(statuses === undefined ? [] : [sql`status in ${listOf(db, statuses)}`]),
    ...(deliveries === undefined ? [] : [sql`delivery in ${listOf(db, deliveries)}`]),
    ...(text === undefined ? [] : [fragmentsOf(db).contains(sql.ref('text'), text)]),
  ];
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

export async function trimRuns(
  db: Db,
  accountId: string,
  { jobId, keep, endedBefore }: Parameters<CronStore['trimRuns']>[1],
): Promise<void> {
  const kept = db
    .selectFrom('cron_run')
    .select('run_id')
    .where('account_id', '=', accountId)
    .where('job_id', '=', jobId)
    .orderBy('ended_at', 'desc')
    .limit(keep);
  await db
    .deleteFrom('cron_run')
    .where('account_id', '=', accountId)
    .where((row) =>
      row.or([
        row('ended_at', '<', endedBefore),
        row.and([row('job_id', '=', jobId), row('run_id', 'not in', kept)]),
      ]),
    )
    .execute();
}
