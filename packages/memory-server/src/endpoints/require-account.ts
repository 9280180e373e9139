import { AppError } from '@homarus/base';

import type { Account } from '../admin/admin-store.ts';
import type { Call } from './route.ts';

/**
 * The account that the path of an admin call names. Throws `forbidden` when the caller is of another
 * one and not root, `not_found` when there is none.
 */
export async function requireAccount({ admin, caller, params }: Call): Promise<Account> {
  const { accountId = '' } = params;
  if (caller.role !== 'root' && accountId !== caller.accountId) {
    throw new AppError('forbidden', `The account ${JSON.stringify(accountId)} is not yours.`, {
      details: { path: 'accountId', named: accountId },
    });
  }
  const account = await admin.getAccount(accountId);
  if (account === undefined) {
    throw new AppError('not_found', `There is no account ${JSON.stringify(accountId)}.`);
  }
  return account;
}
