import { createHash, timingSafeEqual } from 'node:crypto';

import { AppError, type Clock } from '@homarus/base';
import { checkLoopbackCaller } from '@homarus/protocol';

import type { AdminStore } from './admin/admin-store.ts';
import { hashOf, looksLikeKey } from './admin/key-secret.ts';
import { type Role, roles } from './role.ts';

/** A key that opens one account. The key itself is kept nowhere. */
export interface AccessKey {
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly hash: string;
  readonly accountId: string;
  readonly role: Role;
}

/**
 * `none`: whoever reaches the server is of its default account, so it answers only requests that
 * name a loopback host and come from no foreign page. `key`: whoever holds a key is of its account.
 */
export type AuthOptions =
  | { readonly mode: 'none' }
  | { readonly mode: 'key'; readonly keys: readonly AccessKey[] };

/** Who calls. */
export interface Caller {
  readonly accountId: string;
  readonly role: Role;
  /** The only user that it may act as; undefined: any of its account. */
  readonly userId?: string | undefined;
  /** How the audit log names it: a key's id, `configured`, or `local`. */
  readonly actor: string;
}

/**
 * Says who a request is from, by its headers. Rejects with `unauthorized` without a valid key, and in
 * mode `none` with `forbidden` for a request that a foreign page may have sent. `address` is where the
 * connection comes from.
 */
export type Authenticate = (headers: Headers, address?: string) => Promise<Caller>;

export interface AuthenticateDeps {
  readonly admin: AdminStore;
  readonly clock: Clock;
}

/** How old the note of a key's last use may be before it is written again. */
const useNotedForMs = 60_000;

export function createAuthenticate(
  auth: AuthOptions,
  defaultAccountId: string,
  deps: AuthenticateDeps,
): Authenticate {
  if (auth.mode === 'none') {
    const caller: Caller = { accountId: defaultAccountId, role: 'root', actor: 'local' };
    return async (headers) => {
      checkLoopbackCaller(headers);
      return caller;
    };
  }
  const keys = auth.keys.map((key) => ({ key, digest: toDigest(key) }));
  return async (headers) => {
    const given = credentialsOf(headers);
    if (given === undefined) {
      throw new AppError(
        'unauthorized',
        'A key is needed: send it as "Authorization: Bearer <key>" or "X-API-Key: <key>".',
      );
    }
    const digest = createHash('sha256').update(given).digest();
    // Every key is compared, so that the time taken does not tell which one was near.
    let match: AccessKey | undefined;
    for (const entry of keys) {
      if (timingSafeEqual(entry.digest, digest)) match = entry.key;
    }
    if (match !== undefined) {
      return { accountId: match.accountId, role: match.role, actor: 'configured' };
    }
    return looksLikeKey(given) ? callerOfStored(given, deps) : refuseKey();
  };
}

async function callerOfStored(given: string, { admin, clock }: AuthenticateDeps): Promise<Caller> {
  const key = await admin.findKeyByHash(hashOf(given));
  if (key === undefined || key.revokedAt !== undefined) return refuseKey();
  const account = await admin.getAccount(key.accountId);
  if (account === undefined || account.disabledAt !== undefined) return refuseKey();
  const now = clock.now();
  if (now - (key.lastUsedAt ?? 0) >= useNotedForMs) await admin.noteKeyUse(key.id, now);
  return { accountId: key.accountId, role: key.role, userId: key.userId, actor: key.id };
}

/** The same words for every reason: a stranger is not told that a key was good once. */
function refuseKey(): never {
  throw new AppError('unauthorized', 'This key opens nothing here.');
}

/** Throws `forbidden` when the caller's role is below the one that is needed. */
export function requireRole(caller: Caller, needed: Role): void {
  if (roles.indexOf(caller.role) <= roles.indexOf(needed)) return;
  throw new AppError('forbidden', `This needs a key with the role ${needed}.`);
}

/** The key that a request carries, if any. */
export function credentialsOf(headers: Headers): string | undefined {
  const bearer = /^bearer +(\S+)$/iu.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? (headers.get('x-api-key') || undefined);
}

function toDigest({ hash, accountId }: AccessKey): Buffer {
  if (!/^[0-9a-f]{64}$/iu.test(hash)) {
    throw new AppError(
      'invalid_request',
      `The hash of a key of account ${accountId} is not a SHA-256 of 64 hexadecimal digits.`,
    );
  }
  return Buffer.from(hash, 'hex');
}
