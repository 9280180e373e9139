import { AppError } from '@homarus/base';
import { AuditQuery, ChangeEntryBody, CreateAccountBody, parseInput } from '@homarus/protocol';

import type { Account } from '../admin/admin-store.ts';
import { changed, changeName } from './admin-change.ts';
import { keyRoutes } from './admin-keys.ts';
import { memberRoutes } from './admin-members.ts';
import { adminDocs } from './admin-docs.ts';
import { eraseRoutes } from './admin-erase.ts';
import { requireAccount } from './require-account.ts';
import type { Route } from './route.ts';

const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/accounts',
    role: 'root',
    doc: adminDocs.listAccounts,
    endpoint: async ({ admin }) => ({ ok: true, accounts: await admin.listAccounts() }),
  },
  {
    method: 'POST',
    path: '/admin/accounts',
    role: 'root',
    doc: adminDocs.createAccount,
    endpoint: async ({ admin, clock, body, toAuditRow }) => {
      const { accountId, name } = parseInput(CreateAccountBody, body);
      if ((await admin.getAccount(accountId)) !== undefined) {
        throw new AppError('conflict', `The account ${JSON.stringify(accountId)} exists already.`);
      }
      const account: Account = { accountId, name, createdAt: clock.now(), disabledAt: undefined };
      const audit = toAuditRow({ accountId, action: 'account.create', target: accountId });
      await admin.putAccount(account, audit);
      return { ok: true, account };
    },
  },
  {
    method: 'PATCH',
    path: '/admin/accounts/:accountId',
    role: 'root',
    doc: adminDocs.changeAccount,
    endpoint: async (call) => {
      const { admin, clock, body, toAuditRow } = call;
      const change = parseInput(ChangeEntryBody, body);
      const before = await requireAccount(call);
      const { accountId } = before;
      const account = changed(before, change, clock.now());
      const action = `account.${changeName(change)}`;
      await admin.putAccount(account, toAuditRow({ accountId, action, target: accountId }));
      return { ok: true, account };
    },
  },
];

const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/accounts/:accountId/audit',
    role: 'admin',
    doc: adminDocs.listAudit,
    endpoint: async (call) => {
      const { limit, before } = parseInput(AuditQuery, call.body);
      const { accountId } = await requireAccount(call);
      return { ok: true, rows: await call.admin.listAudit(accountId, { limit, beforeId: before }) };
    },
  },
];

/** What operators call: accounts, their users, agents and keys, and the audit log. */
export const adminRoutes: readonly Route[] = [
  ...accountRoutes,
  ...memberRoutes,
  ...keyRoutes,
  ...eraseRoutes,
  ...auditRoutes,
];
