import { AppError } from '@homarus/base';
import type { SessionRecord } from '@homarus/sessions';

import type { Db } from '../tables/schema.ts';
import { isCurrent, toSessionRow } from '../tables/session-table.ts';

/** Makes the session the current one of its key, in place of the one that its maker saw. */
export async function createSession(
  db: Db,
  record: SessionRecord,
  replaces: string | undefined,
): Promise<void> {
  const { accountId, sessionId } = record;
  await db.transaction().execute(async (transaction) => {
    const taken = await transaction
      .selectFrom('session')
      .select('session_id')
      .where('account_id', '=', accountId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
    if (taken !== undefined) {
      throw new AppError('conflict', `The session id ${sessionId} is taken.`);
    }
    if (replaces !== undefined) await retire(transaction, record, replaces);
    // A key that has a current session refuses a second one.
    await transaction.insertInto('session').values(toSessionRow(record)).execute();
  });
}

async function retire(db: Db, { accountId, key }: SessionRecord, replaces: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ is_current: 0 })
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .where('session_id', '=', replaces)
    .where(isCurrent)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) {
    throw new AppError('conflict', `The key ${key} has another session by now.`);
  }
}
