import type { Logger } from '@homarus/base';

import { authCheck } from '../http/auth.ts';
import type { GatewayAuth } from '../http/auth.ts';
import { toProblemResponse } from '../http/problem.ts';
import type { NodeExchange, PluginRoutes } from './gateway-plugins.ts';

/** Answers the requests to paths of plugins; undefined for the others. */
export type RouteDoor = (
  request: Request,
  exchange: NodeExchange | undefined,
) => Promise<Response> | undefined;

/** Callers are checked as everywhere, unless the plugin does; on loopback without a secret always. */
export function createRouteDoor(routes: PluginRoutes, auth: GatewayAuth, log: Logger): RouteDoor {
  const check = authCheck(auth, (path) => routes.authOf(path) === 'plugin');
  return (request, exchange) => {
    const { pathname } = new URL(request.url);
    if (exchange === undefined || routes.authOf(pathname) === undefined) return undefined;
    const answer = async (): Promise<Response> => {
      try {
        check(request);
        return await routes.answer(pathname, exchange);
      } catch (error) {
        return toProblemResponse(error, pathname, log);
      }
    };
    return answer();
  };
}
