import type { AdminDatabase } from '@homarus/memory-server';

import { fromAuditLogRow } from '../tables/admin-tables.ts';
import type { Db } from '../tables/schema.ts';

export function auditReaders(db: Db): Pick<AdminDatabase, 'listAudit'> {
  return {
    listAudit: async (accountId, { limit = 100, beforeId } = {}) => {
      let rows = db
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
