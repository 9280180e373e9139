import { AppError } from '@homarus/base';
import type { SessionRecord } from '@homarus/sessions';

import type { Db } from '../tables/schema.ts';
import { isCurrent, toSessionRow } from '../tables/session-table.ts';

/** Makes the session the current one of its key, in place of `replaces`; `conflict` when that is not it. */
export async function createSession(
  db: Db,
  record: SessionRecord,
  replaces: string | undefined,
): Promise<void> {
  const { accountId, key, sessionId } = record;
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
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('session')
      .values(toSessionRow(record))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw replacedMeanwhile(key);
  });
}

/** Takes the key from the session that has it, when that is the expected one. */
async function retire(db: Db, { accountId, key }: SessionRecord, sessionId: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ is_current: 0 })
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .where('key', '=', key)
    .where(isCurrent)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw replacedMeanwhile(key);
}

function replacedMeanwhile(key: string): AppError {
  return new AppError('conflict', `The session of ${key} was replaced meanwhile.`);
}
