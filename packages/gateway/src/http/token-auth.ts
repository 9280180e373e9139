import { AppError } from '@homarus/base';

import type { AttemptLimit } from '../attempt-limit.ts';

/** Who shows a secret, and how often that may go wrong. */
export interface SecretAttempt {
  readonly attempts: AttemptLimit;
  readonly address: string;
}

/**
 * Checks `Authorization: Bearer <token>`. Throws `unauthorized`, and `rate_limited` to an address that
 * has shown too many wrong ones.
 */
export function requireBearer(
  headers: Headers,
  isRight: (given: string) => boolean,
  attempt: SecretAttempt,
): void {
  const given = bearerOf(headers);
  if (given === undefined) {
    throw new AppError(
      'unauthorized',
      'A token is needed: send it as Authorization: Bearer <token>.',
    );
  }
  if (!isRightInTime(given, isRight, attempt)) {
    throw new AppError('unauthorized', 'The token is wrong.');
  }
}

/** Whether a secret is right; a wrong one counts. Throws `rate_limited` when too many were wrong. */
export function isRightInTime(
  given: string,
  isRight: (given: string) => boolean,
  { attempts, address }: SecretAttempt,
): boolean {
  attempts.check(address);
  if (isRight(given)) return true;
  attempts.fail(address);
  return false;
}

/** What a request shows as its bearer token. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/iu.exec(headers.get('authorization') ?? '')?.[1];
}
