import type { Logger } from '@homarus/base';

import type { AttemptLimit } from '../attempt-limit.ts';
import { authCheck } from '../http/auth.ts';
import type { AuthRequest, GatewayAuth } from '../http/auth.ts';
import { toProblemResponse } from '../http/problem.ts';
import type { NodeExchange, PluginRoutes } from './gateway-plugins.ts';

/** Answers the requests to paths of plugins; undefined for the others. */
export type RouteDoor = (
  asked: AuthRequest,
  exchange: NodeExchange | undefined,
) => Promise<Response> | undefined;

export interface RouteDoorDeps {
  readonly routes: PluginRoutes;
  readonly attempts: AttemptLimit;
  readonly log: Logger;
}

/** Callers are checked as everywhere, unless the plugin does; on loopback without a secret always. */
export function createRouteDoor(
  { routes, attempts, log }: RouteDoorDeps,
  auth: GatewayAuth,
): RouteDoor {
  const check = authCheck(auth, attempts, (path) => routes.authOf(path) === 'plugin');
  return (asked, exchange) => {
    const { pathname } = new URL(asked.request.url);
    if (exchange === undefined || routes.authOf(pathname) === undefined) return undefined;
    const answer = async (): Promise<Response> => {
      try {
        check(asked);
        return await routes.answer(pathname, exchange);
      } catch (error) {
        return toProblemResponse(error, pathname, log);
      }
    };
    return answer();
  };
}
