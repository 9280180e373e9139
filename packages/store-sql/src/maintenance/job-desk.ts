import type { JobFilter, MaintenanceStore } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import { listOf } from '../memory/in-scope.ts';
import { fromJobRow } from '../tables/job-table.ts';
import type { Db } from '../tables/schema.ts';

/** What a person does with jobs. */
export function jobDesk({
  of,
  all,
}: SqlDatabase): Pick<MaintenanceStore, 'listJobs' | 'retryJobs' | 'dropJobs'> {
  const dbOf = ({ accountId }: JobFilter): Db => (accountId === undefined ? all : of(accountId));
  return {
    listJobs: async (filter, { limit }) => {
      const db = dbOf(filter);
      const rows = await db
        .selectFrom('job')
        .selectAll()
        .where(matching(db, filter))
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map((row) => Object.assign(fromJobRow(row), { state: row.state }));
    },
    retryJobs: async (filter, runAt) => {
      const db = dbOf(filter);
      const result = await db
        .updateTable('job')
        .set({ state: 'pending', attempts: 0, run_at: runAt, worker_id: null, lease_until: null })
        .where('state', '=', 'dead')
        .where(matching(db, filter))
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    dropJobs: async (filter) => {
      const db = dbOf(filter);
      const result = await db
        .deleteFrom('job')
        .where('state', '!=', 'running')
        .where(matching(db, filter))
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

function matching(db: Db, { accountId, userId, ids, state }: JobFilter): RawBuilder<boolean> {
  const conditions = [
    ...(accountId === undefined ? [] : [sql`account_id = ${accountId}`]),
    ...(userId === undefined ? [] : [sql`user_id = ${userId}`]),
    ...(ids === undefined ? [] : [sql`id in ${listOf(db, ids)}`]),
    ...(state === undefined ? [] : [sql`state = ${state}`]),
  ];
  return sql<boolean>`${sql.join([sql`1 = 1`, ...conditions], sql` and `)}`;
}
