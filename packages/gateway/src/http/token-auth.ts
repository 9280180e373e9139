import { createHash, timingSafeEqual } from 'node:crypto';

import { AppError } from '@homarus/base';

/** Checks `Authorization: Bearer <token>` against the one token. Throws `unauthorized`. */
export function tokenCheck(token: string): (headers: Headers) => void {
  const expected = digest(token);
  return (headers) => {
    const given = /^Bearer +(\S+) *$/iu.exec(headers.get('authorization') ?? '')?.[1];
    // Digests have one length, so that the comparison takes as long for a wrong length.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    throw new AppError(
      'unauthorized',
      given === undefined
        ? 'A token is needed: send it as Authorization: Bearer <token>.'
        : 'The token is wrong.',
    );
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
