import { createHash, timingSafeEqual } from 'node:crypto';

import { AppError } from '@homarus/base';
import { checkLoopbackCaller } from '@homarus/protocol';

/** `root` operates the server, `admin` an account, a `member` uses one. All of them call these paths alike. */
export const roles = ['root', 'admin', 'member'] as const;

export type Role = (typeof roles)[number];

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
}

/**
 * Says who a request is from, by its headers. Throws `unauthorized` without a valid key, and in mode
 * `none` `forbidden` for a request that a foreign page may have sent.
 */
export type Authenticate = (headers: Headers) => Caller;

export function createAuthenticate(auth: AuthOptions, defaultAccountId: string): Authenticate {
  if (auth.mode === 'none') {
    const caller: Caller = { accountId: defaultAccountId, role: 'root' };
    return (headers) => {
      checkLoopbackCaller(headers);
      return caller;
    };
  }
  const keys = auth.keys.map((key) => ({ key, digest: toDigest(key) }));
  return (headers) => {
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
    if (match === undefined) throw new AppError('unauthorized', 'This key opens nothing here.');
    return { accountId: match.accountId, role: match.role };
  };
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
