import * as v from 'valibot';

import type { Agents } from '../../agents.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { HealthWatch } from '../../rpc/health-watch.ts';
import type { Presence } from '../../rpc/presence.ts';
import { toHealthPayload } from './health-payload.ts';
import { toStatusPayload } from './status-payload.ts';
import { toSystemInfo } from './system-info.ts';

export interface SystemMethodsDeps {
  readonly agents: Agents;
  readonly health: HealthWatch;
  readonly presence: Presence;
  readonly version: string;
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
      handle: async () => toHealthPayload(deps, await health.refresh()),
    }),
    defineMethod({
      name: 'status',
      scope: 'operator.read',
      params,
      handle: () => toStatusPayload(deps),
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
