import { AppError } from '@homarus/base';
import { EraseQuery, parseInput } from '@homarus/protocol';

import { ensureAccount } from '../admin/ensure-account.ts';
import { adminDocs } from './admin-docs.ts';
import { requireAccount } from './require-account.ts';
import type { Call, Route } from './route.ts';

/** Throws `invalid_request` unless the query repeats the id. */
function requireConfirmed({ body }: Call, id: string): void {
  const { confirm } = parseInput(EraseQuery, body);
  if (confirm === id) return;
  throw new AppError(
    'invalid_request',
    `This erases everything of ${JSON.stringify(id)}, for good. To do so, add ?confirm=${encodeURIComponent(id)}.`,
    { details: { path: 'confirm', expected: id } },
  );
}

/**
 * Refuses the account first, so that nothing is added meanwhile, and forgets it last: what was cut off
 * may be asked for again. The caller's own account is made anew, empty.
 */
async function eraseAccount(call: Call): Promise<object> {
  const { admin, caller, clock, ids, memory, signal, toAuditRow } = call;
  const account = await requireAccount(call);
  const { accountId } = account;
  requireConfirmed(call, accountId);
  const toAudit = (action: string) => toAuditRow({ accountId, action, target: accountId });
  const disabledAt = account.disabledAt ?? clock.now();
  await admin.putAccount({ ...account, disabledAt }, toAudit('account.disable'));
  const rows = await memory.maintenance.erase({ accountId }, { signal });
  await admin.removeAccount(accountId, toAudit('account.delete'));
  if (accountId === caller.accountId) await ensureAccount(admin, { clock, ids }, accountId);
  return { ok: true, rows };
}

async function eraseUser(call: Call): Promise<object> {
  const { admin, clock, memory, params, signal, toAuditRow } = call;
  const { accountId } = await requireAccount(call);
  const userId = params['memberId'] ?? '';
  requireConfirmed(call, userId);
  const known = await admin.getMember(accountId, 'user', userId);
  const toAudit = (action: string) => toAuditRow({ accountId, action, target: userId });
  const now = clock.now();
  const user = known ?? {
    accountId,
    kind: 'user' as const,
    id: userId,
    name: undefined,
    createdAt: now,
  };
  await admin.putMember({ ...user, disabledAt: now }, toAudit('user.disable'));
  const rows = await memory.maintenance.erase({ accountId, userId }, { signal });
  await admin.removeUser(accountId, userId, toAudit('user.delete'));
  return { ok: true, rows };
}

/** What forgets an account or a user with everything that is stored of it. */
export const eraseRoutes: readonly Route[] = [
  {
    method: 'DELETE',
    path: '/admin/accounts/:accountId',
    role: 'root',
    doc: adminDocs.eraseAccount,
    endpoint: eraseAccount,
  },
  {
    method: 'DELETE',
    path: '/admin/accounts/:accountId/users/:memberId',
    role: 'admin',
    doc: adminDocs.eraseUser,
    endpoint: eraseUser,
  },
];
