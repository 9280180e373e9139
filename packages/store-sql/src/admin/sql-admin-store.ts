import type { AdminDatabase, AuditRow } from '@homarus/memory-server';

import type { Relaxed } from '../database/relaxed.ts';
import {
  fromAccountRow,
  fromMemberRow,
  toAccountRow,
  toAuditLogRow,
  toMemberRow,
} from '../tables/admin-tables.ts';
import type { Db } from '../tables/schema.ts';
import { auditReaders } from './audit-log.ts';
import { keyStore } from './key-store.ts';

/** Accounts, their members and keys, and the audit log, over an open database. */
export function sqlAdminStore(db: Db, relaxed: Relaxed): AdminDatabase {
  return {
    ...accountStore(db),
    ...memberStore(db, relaxed),
    ...keyStore(db, relaxed),
    ...auditReaders(db),
    appendAudit: (row) => appendAudit(db, row),
  };
}

async function appendAudit(db: Db, row: AuditRow): Promise<void> {
  await db.insertInto('audit_log').values(toAuditLogRow(row)).execute();
}

function accountStore(db: Db): Pick<AdminDatabase, 'putAccount' | 'getAccount' | 'listAccounts'> {
  return {
    putAccount: (account, audit) =>
      db.transaction().execute(async (transaction) => {
        await transaction.replaceInto('account').values(toAccountRow(account)).execute();
        await appendAudit(transaction, audit);
      }),
    getAccount: async (accountId) => {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row && fromAccountRow(row);
    },
    listAccounts: async () => {
      const rows = await db.selectFrom('account').selectAll().orderBy('account_id').execute();
      return rows.map(fromAccountRow);
    },
  };
}

function memberStore(
  db: Db,
  relaxed: Relaxed,
): Pick<AdminDatabase, 'putMember' | 'noteMember' | 'getMember' | 'listMembers'> {
  const ofAccount = (accountId: string, kind: 'user' | 'agent') =>
    db
      .selectFrom('account_member')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('kind', '=', kind);
  return {
    putMember: (member, audit) =>
      db.transaction().execute(async (transaction) => {
        await transaction.replaceInto('account_member').values(toMemberRow(member)).execute();
        await appendAudit(transaction, audit);
      }),
    noteMember: (member) =>
      relaxed(async (connection) => {
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
