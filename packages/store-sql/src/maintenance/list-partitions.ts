import type { MaintenanceStore, Partition } from '@homarus/memory';
import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';

export async function listPartitions(
  db: Db,
  { accountId, userId, after, limit }: Parameters<MaintenanceStore['listPartitions']>[0],
): Promise<readonly Partition[]> {
  let select = db.selectFrom('partition').select(['account_id', 'user_id']);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (userId !== undefined) select = select.where('user_id', '=', userId);
  if (after !== undefined) {
    select = select.where(
      sql<boolean>`(account_id, user_id) > (${after.accountId}, ${after.userId})`,
    );
  }
  const rows = await select.orderBy('account_id').orderBy('user_id').limit(limit).execute();
  return rows.map((row) => ({ accountId: row.account_id, userId: row.user_id }));
}

/** The partition as a condition on a table's columns, under the name that the statement gives it. */
export function inPartition({ accountId, userId }: Partition, table: string) {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<boolean>`${column('account_id')} = ${accountId} and ${column('user_id')} = ${userId}`;
}
