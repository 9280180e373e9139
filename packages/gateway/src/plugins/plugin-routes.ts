import { AppError } from '@homarus/base';
import type { PluginHttpRoute } from '@homarus/plugin-api';
import type { Guard, PluginHost } from '@homarus/plugins';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import type { PluginRoutes } from './gateway-plugins.ts';

interface OwnedRoute {
  readonly guard: Guard;
  readonly route: PluginHttpRoute;
}

/** Of the memory panel. */
const ownPath = '/plugins/memory';

/** The paths of plugins. A whole path goes before a beginning, a longer beginning before a shorter. */
export function pluginRoutes(host: PluginHost): PluginRoutes {
  const routes: readonly OwnedRoute[] = host.plugins
    .flatMap(({ guard, registered }) =>
      registered.routes.flatMap((route) => {
        if (!isBelow(route.path, ownPath)) return [{ guard, route }];
        guard.note(`route ${route.path}`, new Error('the path belongs to the gateway'));
        return [];
      }),
    )
    .toSorted((a, b) => b.route.path.length - a.route.path.length);
  const find = (path: string): OwnedRoute | undefined =>
    routes.find(({ route }) => route.match !== 'prefix' && route.path === path) ??
    routes.find(({ route }) => route.match === 'prefix' && isBelow(path, route.path));
  return {
    // A plugin that says nothing else is behind the gateway's own check.
    authOf(path) {
      const found = find(path);
      return found && (found.route.auth === 'plugin' ? 'plugin' : 'gateway');
    },
    async answer(path, { incoming, outgoing }) {
      const found = find(path);
      if (found === undefined) throw new AppError('not_found', `No plugin answers ${path}.`);
      const { guard, route } = found;
      const call = { what: `route ${route.path}`, timeoutMs: host.deadlines.route };
      try {
        await guard.call(call, async () => {
          await route.handler(incoming, outgoing);
        });
        if (!outgoing.headersSent) {
          throw new AppError('not_found', `The plugin ${guard.pluginId} did not answer ${path}.`);
        }
      } catch (error) {
        if (!outgoing.headersSent) throw error;
        outgoing.destroy();
      }
      return RESPONSE_ALREADY_SENT;
    },
  };
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}
