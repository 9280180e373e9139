import { createAttemptLimit } from '../attempt-limit.ts';
import type { AttemptLimitOptions } from '../attempt-limit.ts';
import type { GatewayPlugins, NodeExchange } from '../plugins/gateway-plugins.ts';
import { createRouteDoor } from '../plugins/route-door.ts';
import { createApp } from './app.ts';
import type { AppDeps, AppOptions } from './app.ts';
import { createPageDoor } from './page-door.ts';

export interface HttpDoorsDeps extends Omit<AppDeps, 'attempts' | 'plugins'> {
  readonly plugins?: GatewayPlugins | undefined;
}

/** Everything that is answered over HTTP; one count of wrong secrets for all of it. */
export interface HttpDoors {
  /** Never rejects. `address` is where the request comes from. */
  fetch(request: Request, address: string, exchange: NodeExchange | undefined): Promise<Response>;
  /** The page alone. Never rejects. */
  fetchPage(request: Request, address: string): Promise<Response>;
}

export function createHttpDoors(
  { plugins, ...deps }: HttpDoorsDeps,
  options: AppOptions,
  attemptOptions: AttemptLimitOptions = {},
): HttpDoors {
  const { log, clock } = deps;
  const attempts = createAttemptLimit(clock, attemptOptions);
  const health = plugins === undefined ? {} : { plugins };
  const app = createApp({ ...deps, ...health, attempts }, options);
  const pageDoor = createPageDoor({ attempts, log }, options);
  const routeDoor =
    plugins && createRouteDoor({ routes: plugins.routes, attempts, log }, options.auth);
  return {
    fetch: async (request, address, exchange) =>
      (await routeDoor?.({ request, address }, exchange)) ?? app.fetch(request, { address }),
    fetchPage: async (request, address) => pageDoor.fetch(request, { address }),
  };
}
