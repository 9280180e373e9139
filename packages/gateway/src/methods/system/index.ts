import * as v from 'valibot';

import type { GatewayIdentity } from '../../devices/gateway-identity.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { Presence } from '../../rpc/presence.ts';
import type { Turns } from '../../turns/turns.ts';
import { personSeenBy } from '../sessions/session-access.ts';
import { toHealthPayload } from './health-payload.ts';
import { toStatusPayload } from './status-payload.ts';
import type { StatusPayloadDeps } from './status-payload.ts';
import { toSystemInfo } from './system-info.ts';
import { usersMethod } from './users-method.ts';

export interface SystemMethodsDeps extends StatusPayloadDeps {
  readonly presence: Presence;
  readonly turns: Pick<Turns, 'lanes'>;
  readonly identity: () => Promise<GatewayIdentity>;
}

/** How the gateway is and who is connected to it. */
export function systemMethods(deps: SystemMethodsDeps): readonly GatewayMethod[] {
  const { health, presence, turns, identity } = deps;
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
      handle: (_params, { caller }) => presence.seenBy(caller),
    }),
    defineMethod({
      name: 'diagnostics.lanes',
      scope: 'operator.read',
      params,
      handle: () => {
        const dynamic = turns.lanes();
        return { lanes: [], dynamic: dynamic.laneCount === 0 ? null : dynamic };
      },
    }),
    defineMethod({
      name: 'gateway.identity.get',
      scope: 'operator.read',
      params,
      handle: identity,
    }),
    usersMethod(deps),
    defineMethod({
      name: 'last-heartbeat',
      scope: 'operator.read',
      params,
      // There are no heartbeats yet, so there is no last one.
      handle: () => null,
    }),
  ];
}
