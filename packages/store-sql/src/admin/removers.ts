import type { AdminDatabase } from '@homarus/memory-server';

import type { SqlDatabase } from '../database/sql-database.ts';
import { toAuditLogRow } from '../tables/admin-tables.ts';

/** What takes accounts and users away, each in one transaction with its line in the log. */
export function removers({ of }: SqlDatabase): Pick<AdminDatabase, 'removeAccount' | 'removeUser'> {
  return {
    removeAccount: (accountId, audit) =>
      of(accountId)
        .transaction()
        .execute(async (transaction) => {
          for (const table of ['api_key', 'account_member', 'account'] as const) {
            await transaction.deleteFrom(table).where('account_id', '=', accountId).execute();
          }
          await transaction.insertInto('audit_log').values(toAuditLogRow(audit)).execute();
        }),
    removeUser: (accountId, userId, audit) =>
      of(accountId)
        .transaction()
        .execute(async (transaction) => {
          await transaction
            .deleteFrom('api_key')
            .where('account_id', '=', accountId)
            .where('user_id', '=', userId)
            .execute();
          await transaction
            .deleteFrom('account_member')
            .where('account_id', '=', accountId)
            .where('kind', '=', 'user')
            .where('id', '=', userId)
            .execute();
          await transaction.insertInto('audit_log').values(toAuditLogRow(audit)).execute();
        }),
  };
}
