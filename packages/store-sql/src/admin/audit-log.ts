import type { AdminDatabase, AuditRow } from '@homarus/memory-server';

import { fromAuditLogRow } from '../tables/admin-tables.ts';
import type { Db } from '../tables/schema.ts';
import type { SqlDatabase } from '../database/sql-database.ts';

/** For a change of an account's rows together with its line in the log, which may be another account's: a root's. */
export function audited({ of, all }: SqlDatabase, accountId: string, audit: AuditRow): Db {
  return accountId === audit.accountId ? of(accountId) : all;
}

export function auditReaders(database: SqlDatabase): Pick<AdminDatabase, 'listAudit'> {
  return {
    listAudit: async (accountId, { limit = 100, beforeId } = {}) => {
      let rows = database
        .of(accountId)
        .selectFrom('audit_log')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('number', 'desc')
        .limit(limit);
      if (beforeId !== undefined) {
        rows = rows.where('number', '<', (row) =>
          row
            .selectFrom('audit_log as last')
            .select('last.number')
            .where('last.account_id', '=', accountId)
            .where('last.id', '=', beforeId),
        );
      }
      return (await rows.execute()).map(fromAuditLogRow);
    },
  };
}
