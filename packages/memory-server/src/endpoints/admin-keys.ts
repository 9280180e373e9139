import { AppError } from '@homarus/base';
import { CreateKeyBody, type KeyAnswer, parseInput } from '@homarus/protocol';

import type { ApiKey } from '../admin/admin-store.ts';
import { hashOf, newSecret, prefixOf } from '../admin/key-secret.ts';
import { requireRole } from '../auth.ts';
import { adminDocs } from './admin-docs.ts';
import { requireAccount } from './require-account.ts';
import type { Call, Route } from './route.ts';

function keyAnswer({ hash: _hash, ...rest }: ApiKey): KeyAnswer {
  return rest;
}

function noSuchKey(keyId: string): AppError {
  return new AppError('not_found', `There is no key ${JSON.stringify(keyId)} in this account.`);
}

/** Answers the key itself, this once. Nobody makes a key that may more than their own. */
async function createKey(call: Call): Promise<object> {
  const { admin, caller, clock, ids, body, toAuditRow } = call;
  const { role = 'member', userId, label } = parseInput(CreateKeyBody, body);
  requireRole(caller, role);
  const { accountId } = await requireAccount(call);
  const secret = newSecret();
  const key: ApiKey = {
    id: ids.next('key'),
    accountId,
    hash: hashOf(secret),
    prefix: prefixOf(secret),
    role,
    userId,
    label,
    createdAt: clock.now(),
    lastUsedAt: undefined,
    revokedAt: undefined,
  };
  await admin.addKey(key, toAuditRow({ accountId, action: 'key.create', target: key.id }));
  return { ok: true, key: keyAnswer(key), secret };
}

/** Nobody revokes a key that may more than their own. */
async function revokeKey(call: Call): Promise<object> {
  const { admin, caller, params, toAuditRow } = call;
  const { accountId } = await requireAccount(call);
  const { keyId = '' } = params;
  const found = (await admin.listKeys(accountId)).find(({ id }) => id === keyId);
  if (found === undefined) throw noSuchKey(keyId);
  requireRole(caller, found.role);
  const audit = toAuditRow({ accountId, action: 'key.revoke', target: keyId });
  const key = await admin.revokeKey(accountId, keyId, audit);
  if (key === undefined) throw noSuchKey(keyId);
  return { ok: true, key: keyAnswer(key) };
}

const keys = '/admin/accounts/:accountId/keys';

/** The keys of an account. */
export const keyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: keys,
    role: 'admin',
    doc: adminDocs.listKeys,
    endpoint: async (call) => {
      const { accountId } = await requireAccount(call);
      return { ok: true, keys: (await call.admin.listKeys(accountId)).map(keyAnswer) };
    },
  },
  { method: 'POST', path: keys, role: 'admin', doc: adminDocs.createKey, endpoint: createKey },
  {
    method: 'DELETE',
    path: `${keys}/:keyId`,
    role: 'admin',
    doc: adminDocs.revokeKey,
    endpoint: revokeKey,
  },
];
