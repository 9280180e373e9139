import { assertNever } from '@homarus/base';
import { checkLoopbackCaller } from '@homarus/protocol';

import { tokenCheck } from './token-auth.ts';

/** Who may call: everybody on this machine (`none`), or who knows the token or the password. */
export type GatewayAuth =
  | { readonly mode: 'none' }
  | { readonly mode: 'token'; readonly token: string }
  | { readonly mode: 'password'; readonly password: string };

/** Health, readiness and the page itself hold no data and are open to probes and browsers. */
const openPaths: ReadonlySet<string> = new Set(['/health', '/healthz', '/ready', '/readyz']);

/**
 * Checks a request before anything else is done with it. Throws `forbidden` (mode `none`: a foreign
 * host or page) or `unauthorized` (modes `token` and `password`).
 */
export function authCheck(
  auth: GatewayAuth,
  isOpenPath: (path: string) => boolean,
): (request: Request) => void {
  switch (auth.mode) {
    case 'none':
      return (request) => checkLoopbackCaller(request.headers);
    case 'token':
    case 'password': {
      const check = tokenCheck(auth.mode === 'token' ? auth.token : auth.password);
      return (request) => {
        const { pathname } = new URL(request.url);
        if (openPaths.has(pathname) || isOpenPath(pathname)) return;
        check(request.headers);
      };
    }
    default:
      return assertNever(auth);
  }
}
