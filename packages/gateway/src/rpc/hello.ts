import type { Clock } from '@homarus/base';
import { gatewayEvents } from '@homarus/protocol';
import type { HealthSnapshot, HelloOk } from '@homarus/protocol';

import type { Newcomer } from './connection.ts';
import type { Presence, StateCounter } from './presence.ts';

export interface HelloDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly presence: Presence;
  readonly stateVersion: StateCounter;
  readonly health: () => HealthSnapshot;
}

export interface HelloOptions {
  readonly version: string;
  readonly authMode: HelloOk['snapshot']['authMode'];
  readonly defaultAgentId: string;
  /** Names of the methods that exist. */
  readonly methods: readonly string[];
  readonly policy: HelloOk['policy'];
}

/** Makes the answer to `connect`. */
export function createHello(
  { clock, presence, stateVersion, health }: HelloDeps,
  { version, authMode, defaultAgentId, methods, policy }: HelloOptions,
): (newcomer: Newcomer) => HelloOk {
  const capabilities = methods.includes('models.list') ? ['published-model-catalog'] : [];
  const startedAt = clock.now();
  const mainKey = 'main';
  // Clients check the snapshot against a closed list of fields.
  const healthSnapshot = () => {
    const { ok, ts, durationMs } = health();
    return { ok, ts, durationMs, defaultAgentId };
  };
  return ({ caller, admitted }) => ({
    type: 'hello-ok',
    protocol: admitted.protocol,
    server: { version, connId: caller.connId },
    features: { methods, events: gatewayEvents, capabilities },
    snapshot: {
      presence: presence.seenBy(caller),
      health: healthSnapshot(),
      stateVersion: stateVersion.current(),
      uptimeMs: clock.now() - startedAt,
      sessionDefaults: {
        defaultAgentId,
        mainKey,
        mainSessionKey: `agent:${defaultAgentId}:${mainKey}`,
        scope: 'per-sender',
      },
      authMode,
    },
    auth: {
      role: caller.role,
      scopes: caller.scopes,
      ...(admitted.deviceToken === undefined
        ? {}
        : {
            deviceToken: admitted.deviceToken.token,
            issuedAtMs: admitted.deviceToken.issuedAt,
          }),
    },
    policy,
  });
}
