import type { Db } from '../tables/schema.ts';
import { isCurrent } from '../tables/session-table.ts';

export interface RemoveSession {
  readonly accountId: string;
  readonly key: string;
  /** The rows of all sessions of the key, instead of only its place in the list. */
  readonly erase: boolean;
}

/** Answers the ids of the sessions that went, the newest first. */
export async function removeSession(db: Db, removal: RemoveSession): Promise<readonly string[]> {
  if (removal.erase) return db.transaction().execute((transaction) => erase(transaction, removal));
  const rows = await db
    .updateTable('session')
    .set({ is_current: 0 })
    .where('account_id', '=', removal.accountId)
    .where('key', '=', removal.key)
    .where(isCurrent)
    .returning('session_id')
    .execute();
  return rows.map((row) => row.session_id);
}

async function erase(db: Db, { accountId, key }: RemoveSession): Promise<readonly string[]> {
  const sessions = await db
    .selectFrom('session')
    .select('session_id')
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .orderBy('created_at', 'desc')
    .orderBy('session_id', 'desc')
    .execute();
  const ids = sessions.map((row) => row.session_id);
  for (const id of ids) {
    for (const table of ['session_entry', 'run', 'session'] as const) {
      await db
        .deleteFrom(table)
        .where('account_id', '=', accountId)
        .where('session_id', '=', id)
        .execute();
    }
  }
  return ids;
}
