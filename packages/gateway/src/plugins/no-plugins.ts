import * as v from 'valibot';

import { defineMethod } from '../rpc/method.ts';
import type { GatewayMethod } from '../rpc/method.ts';

/** Of a gateway without plugins, which has nothing of them loaded. */
export function noPlugins(): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'plugins.list',
      scope: 'operator.read',
      params: v.object({}),
      handle: () => toPluginsList([]),
    }),
  ];
}

/** The payload of `plugins.list`. Plugins are changed by the command line, not over the wire. */
export function toPluginsList<T>(plugins: readonly T[]) {
  return { plugins, diagnostics: [], mutationAllowed: false };
}
