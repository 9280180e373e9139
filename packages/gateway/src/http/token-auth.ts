import { AppError } from '@homarus/base';

import { secretMatcher } from '../secret.ts';

/** Checks `Authorization: Bearer <token>` against the one token. Throws `unauthorized`. */
export function tokenCheck(token: string): (headers: Headers) => void {
  const isRight = secretMatcher(token);
  return (headers) => {
    const given = bearerOf(headers);
    if (given !== undefined && isRight(given)) return;
    throw new AppError(
      'unauthorized',
      given === undefined
        ? 'A token is needed: send it as Authorization: Bearer <token>.'
        : 'The token is wrong.',
    );
  };
}

/** What a request shows as its bearer token. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/iu.exec(headers.get('authorization') ?? '')?.[1];
}
