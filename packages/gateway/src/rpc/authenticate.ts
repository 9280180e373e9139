import { assertNever } from '@homarus/base';
import type { ConnectParams } from '@homarus/protocol';

import type { GatewayAuth } from '../http/auth.ts';
import { secretMatcher } from '../secret.ts';

/** What a client showed of the gateway's secret; `right` also where none is asked for. */
export type SecretVerdict = 'right' | 'missing' | 'wrong';

/** Judges the `auth` of `connect`. */
export function secretCheck(auth: GatewayAuth): (given: ConnectParams['auth']) => SecretVerdict {
  switch (auth.mode) {
    case 'none':
      return () => 'right';
    case 'token': {
      const isRight = secretMatcher(auth.token);
      return ({ token }) => verdict(token, isRight);
    }
    case 'password': {
      const isRight = secretMatcher(auth.password);
      return ({ password }) => verdict(password, isRight);
    }
    default:
      return assertNever(auth);
  }
}

function verdict(given: string | undefined, isRight: (given: string) => boolean): SecretVerdict {
  if (given === undefined || given === '') return 'missing';
  return isRight(given) ? 'right' : 'wrong';
}
