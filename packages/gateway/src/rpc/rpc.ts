import type { Clock, Ids, Logger } from '@homarus/base';
import { closeCodes } from '@homarus/protocol';

import type { AuditTrail } from '../audit/audit-trail.ts';
import { createConnectAudit } from '../audit/connect-audit.ts';
import type { Devices } from '../devices/devices.ts';
import type { GatewayAuth } from '../http/auth.ts';
import { createAdmission } from './admission.ts';
import type { ControlUiOptions } from './client-rules.ts';
import type { AttemptLimitOptions } from '../attempt-limit.ts';
import { createDispatcher } from './dispatcher.ts';
import type { EventHub } from './event-hub.ts';
import { fanOut } from './fan-out.ts';
import type { HealthWatch } from './health-watch.ts';
import { createHello } from './hello.ts';
import { createLimitedLog } from './limited-log.ts';
import type { GatewayMethod } from './method.ts';
import type { Presence, StateCounter } from './presence.ts';
import { createSocketServer } from './socket-server.ts';
import type { SocketLimits, SocketServer } from './socket-server.ts';
import { startTicks } from './ticks.ts';

export interface RpcDeps {
  readonly methods: readonly GatewayMethod[];
  readonly hub: EventHub;
  readonly devices: Devices;
  readonly presence: Presence;
  readonly stateVersion: StateCounter;
  readonly health: HealthWatch;
  readonly audit: Pick<AuditTrail, 'note'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

export interface RpcOptions {
  readonly version: string;
  readonly auth: GatewayAuth;
  readonly userId: string;
  readonly defaultAgentId: string;
  readonly controlUi?: ControlUiOptions;
  readonly attempts?: AttemptLimitOptions;
  readonly tickIntervalMs?: number;
  readonly limits?: Partial<SocketLimits>;
}

export const defaultSocketLimits: SocketLimits = {
  maxHandshakeBytes: 64 * 1024,
  handshakeTimeoutMs: 10_000,
  maxPayload: 25 * 1024 * 1024,
  maxBufferedBytes: 50 * 1024 * 1024,
  maxPendingCalls: 256,
  maxPendingChars: 50_000_000,
  maxWaitingPerAddress: 128,
};

/** The WebSocket door: connections, their calls and the events that they hear. */
export interface Rpc extends Pick<SocketServer, 'upgrade'> {
  /** What connections may call. */
  readonly methods: readonly GatewayMethod[];
  /** Takes no new connections and tells the clients that the gateway stops. */
  announceStop(): void;
  /** Closes all connections. */
  close(): Promise<void>;
}

export function createRpc(deps: RpcDeps, options: RpcOptions): Rpc {
  const { hub, presence } = deps;
  const limits = { ...defaultSocketLimits, ...options.limits };
  const { maxPayload, maxBufferedBytes } = limits;
  const { auth, tickIntervalMs = 30_000 } = options;
  const dispatcher = createDispatcher(deps);
  const hello = createHello(
    { ...deps, health: deps.health.latest },
    {
      version: options.version,
      authMode: auth.mode,
      defaultAgentId: options.defaultAgentId,
      methods: dispatcher.methods,
      policy: { maxPayload, maxBufferedBytes, tickIntervalMs },
    },
  );
  const admit = createAdmission(deps, {
    auth,
    controlUi: options.controlUi ?? {},
    attempts: options.attempts ?? {},
  });
  const limitedLog = createLimitedLog(deps);
  const sockets = createSocketServer(
    {
      ...deps,
      limitedLog,
      admit,
      connectAudit: createConnectAudit(deps),
      dispatcher,
      welcome(connection, newcomer) {
        presence.join(newcomer, connection.peer.address);
        return hello(newcomer);
      },
      onClosed: ({ connId }) => presence.leave(connId),
    },
    { isLoopbackOnly: auth.mode === 'none', userId: options.userId, limits },
  );
  fanOut(hub, sockets.connections);
  deps.devices.onRevoked((deviceId, reason) => {
    // After the answer to the call that did it, which may have come from the device itself.
    setImmediate(() => {
      for (const connection of sockets.connections) {
        if (connection.caller?.deviceId === deviceId) connection.close(closeCodes.policy, reason);
      }
    });
  });
  const stopTicks = startTicks({ ...deps, connections: sockets.connections }, tickIntervalMs);
  return {
    methods: deps.methods,
    upgrade: sockets.upgrade,
    announceStop() {
      sockets.stopAccepting();
      hub.publish('shutdown', { reason: 'the gateway stops' });
    },
    async close() {
      stopTicks();
      await sockets.close();
      limitedLog[Symbol.dispose]();
    },
  };
}
