import type { AdminDatabase, AuditRow } from '@homarus/memory-server';

import type { SqlDatabase } from '../database/sql-database.ts';
import {
  fromAccountRow,
  fromMemberRow,
  toAccountRow,
  toAuditLogRow,
  toMemberRow,
} from '../tables/admin-tables.ts';
import type { Db } from '../tables/schema.ts';
import { audited, auditReaders } from './audit-log.ts';
import { removers } from './removers.ts';
import { keyStore } from './key-store.ts';

/** Accounts, their members and keys, and the audit log, over an open database. */
export function sqlAdminStore(database: SqlDatabase): AdminDatabase {
  return {
    ...accountStore(database),
    ...memberStore(database),
    ...keyStore(database),
    ...removers(database),
    ...auditReaders(database),
    appendAudit: (row) => appendAudit(database.of(row.accountId), row),
  };
}

async function appendAudit(db: Db, row: AuditRow): Promise<void> {
  await db.insertInto('audit_log').values(toAuditLogRow(row)).execute();
}

function accountStore(
  database: SqlDatabase,
): Pick<AdminDatabase, 'putAccount' | 'getAccount' | 'listAccounts'> {
  const { of, all } = database;
  return {
    putAccount: (account, audit) =>
      audited(database, account.accountId, audit)
        .transaction()
        .execute(async (transaction) => {
          await transaction
            .insertInto('account')
            .values(toAccountRow(account))
            .onConflict((conflict) =>
              conflict.column('account_id').doUpdateSet((row) => ({
                name: row.ref('excluded.name'),
                created_at: row.ref('excluded.created_at'),
                disabled_at: row.ref('excluded.disabled_at'),
              })),
            )
            .execute();
          await appendAudit(transaction, audit);
        }),
    getAccount: async (accountId) => {
      const row = await of(accountId)
        .selectFrom('account')
        .selectAll()
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row && fromAccountRow(row);
    },
    listAccounts: async () => {
      const rows = await all.selectFrom('account').selectAll().orderBy('account_id').execute();
      return rows.map(fromAccountRow);
    },
  };
}

function memberStore(
  database: SqlDatabase,
): Pick<AdminDatabase, 'putMember' | 'noteMember' | 'getMember' | 'listMembers'> {
  const { of, relaxed } = database;
  const ofAccount = (accountId: string, kind: 'user' | 'agent') =>
    of(accountId)
      .selectFrom('account_member')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('kind', '=', kind);
  return {
    putMember: (member, audit) =>
      audited(database, member.accountId, audit)
        .transaction()
        .execute(async (transaction) => {
          await transaction
            .insertInto('account_member')
            .values(toMemberRow(member))
            .onConflict((conflict) =>
              conflict.columns(['account_id', 'kind', 'id']).doUpdateSet((row) => ({
                name: row.ref('excluded.name'),
                created_at: row.ref('excluded.created_at'),
                disabled_at: row.ref('excluded.disabled_at'),
              })),
            )
            .execute();
          await appendAudit(transaction, audit);
        }),
    noteMember: (member) =>
      relaxed(of(member.accountId), async (connection) => {
        await connection
          .insertInto('account_member')
          .values(toMemberRow(member))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    getMember: async (accountId, kind, id) => {
      const row = await ofAccount(accountId, kind).where('id', '=', id).executeTakeFirst();
      return row && fromMemberRow(row);
    },
    listMembers: async (accountId, kind) => {
      const rows = await ofAccount(accountId, kind).orderBy('id').execute();
      return rows.map(fromMemberRow);
    },
  };
}
