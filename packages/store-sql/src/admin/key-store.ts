import type { AdminDatabase } from '@homarus/memory-server';

import type { Relaxed } from '../database/relaxed.ts';
import { fromKeyRow, toAuditLogRow, toKeyRow } from '../tables/admin-tables.ts';
import type { Db } from '../tables/schema.ts';

type KeyStore = Pick<
  AdminDatabase,
  'addKey' | 'findKeyByHash' | 'listKeys' | 'noteKeyUse' | 'revokeKey'
>;

export function keyStore(db: Db, relaxed: Relaxed): KeyStore {
  return {
    addKey: (key, audit) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('api_key').values(toKeyRow(key)).execute();
        await transaction.insertInto('audit_log').values(toAuditLogRow(audit)).execute();
      }),
    findKeyByHash: async (hash) => {
      const row = await db
        .selectFrom('api_key')
        .selectAll()
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row && fromKeyRow(row);
    },
    listKeys: async (accountId) => {
      const rows = await db
        .selectFrom('api_key')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('number')
        .execute();
      return rows.map(fromKeyRow);
    },
    noteKeyUse: (keyId, at) =>
      relaxed(async (connection) => {
        await connection
          .updateTable('api_key')
          .set({ last_used_at: at })
          .where('id', '=', keyId)
          .execute();
      }),
    revokeKey: (accountId, keyId, audit) =>
      db.transaction().execute(async (transaction) => {
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
