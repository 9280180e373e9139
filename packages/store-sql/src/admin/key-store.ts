import type { AdminDatabase } from '@homarus/memory-server';

import type { SqlDatabase } from '../database/sql-database.ts';
import { audited } from './audit-log.ts';
import { fromKeyRow, toAuditLogRow, toKeyRow } from '../tables/admin-tables.ts';

type KeyStore = Pick<
  AdminDatabase,
  'addKey' | 'findKeyByHash' | 'listKeys' | 'noteKeyUse' | 'revokeKey'
>;

export function keyStore(database: SqlDatabase): KeyStore {
  const { of, all, relaxed } = database;
  return {
    addKey: (key, audit) =>
      audited(database, key.accountId, audit)
        .transaction()
        .execute(async (transaction) => {
          await transaction.insertInto('api_key').values(toKeyRow(key)).execute();
          await transaction.insertInto('audit_log').values(toAuditLogRow(audit)).execute();
        }),
    findKeyByHash: async (hash) => {
      const row = await all
        .selectFrom('api_key')
        .selectAll()
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row && fromKeyRow(row);
    },
    listKeys: async (accountId) => {
      const rows = await of(accountId)
        .selectFrom('api_key')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('number')
        .execute();
      return rows.map(fromKeyRow);
    },
    noteKeyUse: (keyId, at) =>
      relaxed(all, async (connection) => {
        await connection
          .updateTable('api_key')
          .set({ last_used_at: at })
          .where('id', '=', keyId)
          .execute();
      }),
    revokeKey: (accountId, keyId, audit) =>
      audited(database, accountId, audit)
        .transaction()
        .execute(async (transaction) => {
          const row = await transaction
            .updateTable('api_key')
            .set(({ fn, val, ref }) => ({
              revoked_at: fn.coalesce(ref('revoked_at'), val(audit.at)),
            }))
            .where('account_id', '=', accountId)
            .where('id', '=', keyId)
            .returningAll()
            .executeTakeFirst();
          if (row === undefined) return undefined;
          await transaction.insertInto('audit_log').values(toAuditLogRow(audit)).execute();
          return fromKeyRow(row);
        }),
  };
}
