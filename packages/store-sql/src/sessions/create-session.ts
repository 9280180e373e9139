import { AppError } from '@homarus/base';
import type { SessionRecord } from '@homarus/sessions';

import type { Db } from '../tables/schema.ts';
import { isCurrent, toSessionRow } from '../tables/session-table.ts';

/** Makes the session the current one of its key, in place of the one before. */
export async function createSession(db: Db, record: SessionRecord): Promise<void> {
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
    await transaction
      .updateTable('session')
      .set({ is_current: 0 })
      .where('account_id', '=', accountId)
      .where('key', '=', key)
      .where(isCurrent)
      .execute();
    await transaction.insertInto('session').values(toSessionRow(record)).execute();
  });
}
