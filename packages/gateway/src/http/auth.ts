import { assertNever } from '@homarus/base';
import { checkLoopbackCaller } from '@homarus/protocol';

import type { AttemptLimit } from '../attempt-limit.ts';
import { secretMatcher } from '../secret.ts';
import { requireBearer } from './token-auth.ts';

/** What one request is checked by. */
export interface AuthRequest {
  readonly request: Request;
  /** Where it comes from. */
  readonly address: string;
}

/** Who may call: everybody on this machine (`none`), or who knows the token or the password. */
export type GatewayAuth =
  | { readonly mode: 'none' }
  | { readonly mode: 'token'; readonly token: string }
  | { readonly mode: 'password'; readonly password: string };

/** Health, readiness and the page itself hold no data and are open to probes and browsers. */
const openPaths: ReadonlySet<string> = new Set(['/health', '/healthz', '/ready', '/readyz']);

/**
 * Checks a request before anything else is done with it. Throws `forbidden` (mode `none`: a foreign
 * host or page), or `unauthorized` (modes `token` and `password`) and, after too many wrong secrets of
 * its address, `rate_limited`.
 */
export function authCheck(
  auth: GatewayAuth,
  attempts: AttemptLimit,
  isOpenPath: (path: string) => boolean,
): (asked: AuthRequest) => void {
  switch (auth.mode) {
    case 'none':
      return ({ request }) => checkLoopbackCaller(request.headers);
    case 'token':
    case 'password': {
      const isRight = secretMatcher(auth.mode === 'token' ? auth.token : auth.password);
      return ({ request, address }) => {
        const { pathname } = new URL(request.url);
        if (openPaths.has(pathname) || isOpenPath(pathname)) return;
        requireBearer(request.headers, isRight, { attempts, address });
      };
    }
    default:
      return assertNever(auth);
  }
}
