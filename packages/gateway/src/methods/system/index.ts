import * as v from 'valibot';

import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { Presence } from '../../rpc/presence.ts';
import { personSeenBy } from '../sessions/session-access.ts';
import { toHealthPayload } from './health-payload.ts';
import { toStatusPayload } from './status-payload.ts';
import type { StatusPayloadDeps } from './status-payload.ts';
import { toSystemInfo } from './system-info.ts';

export interface SystemMethodsDeps extends StatusPayloadDeps {
  readonly presence: Presence;
}

/** How the gateway is and who is connected to it. */
export function systemMethods(deps: SystemMethodsDeps): readonly GatewayMethod[] {
  const { health, presence } = deps;
  const params = v.object({});
  return [
    defineMethod({
      name: 'health',
      scope: 'operator.read',
      params,
      handle: async (_params, { caller }) =>
        toHealthPayload(deps, await health.refresh(), personSeenBy(caller)),
    }),
    defineMethod({
      name: 'status',
      scope: 'operator.read',
      params,
      handle: (_params, { caller }) => toStatusPayload(deps, personSeenBy(caller)),
    }),
    defineMethod({
      name: 'system.info',
      scope: 'operator.read',
      params,
      handle: toSystemInfo,
    }),
    defineMethod({
      name: 'system-presence',
      scope: 'operator.read',
      params,
      handle: () => presence.list(),
    }),
    defineMethod({
      name: 'last-heartbeat',
      scope: 'operator.read',
      params,
      // There are no heartbeats yet, so there is no last one.
      handle: () => null,
    }),
  ];
}
