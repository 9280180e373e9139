import { AppError } from '@homarus/base';
import { changeFacts } from '@homarus/sessions';
import type { SessionDirectory, SessionFactsChange, SessionRecord } from '@homarus/sessions';

import type { SqlDatabase } from '../database/sql-database.ts';
import type { Db } from '../tables/schema.ts';
import { fromSessionRow, isCurrent, toFactColumns } from '../tables/session-table.ts';
import { listSessions, readOverview } from './list-sessions.ts';
import { readUsage } from './read-usage.ts';
import { removeSession } from './remove-session.ts';

/** Each call works on the rows of its account. */
export function sessionDirectory({ of }: SqlDatabase): SessionDirectory {
  return {
    listSessions: (accountId, query) => listSessions(of(accountId), accountId, query),
    getOverview: (accountId, key) => readOverview(of(accountId), accountId, key),
    listByKey: async (accountId, key) => {
      const rows = await of(accountId)
        .selectFrom('session')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .orderBy('created_at', 'desc')
        .orderBy('session_id', 'desc')
        .execute();
      return rows.map(fromSessionRow);
    },
    changeFacts: (accountId, key, change) => writeFacts(of(accountId), { accountId, key, change }),
    removeSession: (accountId, key, options) =>
      removeSession(of(accountId), { accountId, key, ...options }),
    readUsage: (accountId, query) => readUsage(of(accountId), accountId, query),
  };
}

interface FactsChange {
  readonly accountId: string;
  readonly key: string;
  readonly change: SessionFactsChange;
}

async function writeFacts(db: Db, { accountId, key, change }: FactsChange): Promise<SessionRecord> {
  return db.transaction().execute(async (transaction) => {
    const update = () =>
      transaction
        .updateTable('session')
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .where(isCurrent);
    // A write first: it locks the row, so that no other change comes between reading and writing.
    const locked = await update()
      .set((row) => ({ updated_at: row.ref('updated_at') }))
      .returningAll()
      .executeTakeFirst();
    if (locked === undefined) throw new AppError('not_found', `There is no session ${key}.`);
    const record = fromSessionRow(locked);
    const facts = changeFacts(record.facts, change);
    await update().set(toFactColumns(facts)).execute();
    return { ...record, facts };
  });
}
