import path from 'node:path';

import type { Clock, Ids, Logger } from '@homarus/base';

import type { AuditTrail } from './audit/audit-trail.ts';
import type { DeviceStore } from './devices/device-store.ts';
import { createDevices } from './devices/devices.ts';
import { gatewayIdentityFile } from './devices/gateway-identity.ts';
import { toHealth } from './http/health.ts';
import type { GatewayAuth } from './http/auth.ts';
import type { HealthDeps } from './http/health.ts';
import { deviceMethods } from './methods/devices/index.ts';
import { emptyMethods } from './methods/empty/index.ts';
import { nodeMethods } from './methods/nodes/index.ts';
import { systemMethods } from './methods/system/index.ts';
import type { ChooseModel } from './models/choose-model.ts';
import type { GatewayPlugins } from './plugins/gateway-plugins.ts';
import { noPlugins } from './plugins/no-plugins.ts';
import type { ControlUiOptions } from './rpc/client-rules.ts';
import type { AttemptLimitOptions } from './attempt-limit.ts';
import type { EventHub } from './rpc/event-hub.ts';
import { createHealthWatch } from './rpc/health-watch.ts';
import type { GatewayMethod } from './rpc/method.ts';
import { createPresence, createStateCounter } from './rpc/presence.ts';
import { createRpc } from './rpc/rpc.ts';
import type { Rpc } from './rpc/rpc.ts';
import type { SocketLimits } from './rpc/socket-server.ts';

/** How the WebSocket door is set up; part of the gateway's options. */
export interface RpcSettings {
  /** Rules for pages that connect. */
  readonly controlUi?: ControlUiOptions;
  /** How many wrong secrets an address may show. */
  readonly attempts?: AttemptLimitOptions;
  /** Of connections and their frames. */
  readonly socketLimits?: Partial<SocketLimits>;
  /** Default 30,000. */
  readonly tickIntervalMs?: number;
}

export interface GatewayRpcDeps extends Omit<HealthDeps, 'plugins'> {
  readonly chooseModel: ChooseModel;
  readonly hub: EventHub;
  /** What the parts of the gateway offer, beside what is offered here: health, clients. */
  readonly methods: readonly GatewayMethod[];
  readonly plugins?: Pick<GatewayPlugins, 'health' | 'methods' | 'memoryPlugin'> | undefined;
  readonly deviceStore: DeviceStore;
  readonly audit: Pick<AuditTrail, 'note'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}

export interface GatewayRpcOptions extends RpcSettings {
  readonly version: string;
  readonly auth: GatewayAuth;
  readonly accountId: string;
  readonly userId: string;
  /** Where the gateway's own key is kept. */
  readonly dataFolder: string;
}

/** The WebSocket door with all methods. */
export function createGatewayRpc(deps: GatewayRpcDeps, options: GatewayRpcOptions): Rpc {
  const { hub, clock, agents } = deps;
  const { version, auth, accountId, userId, controlUi, attempts, socketLimits, tickIntervalMs } =
    options;
  const defaultAgentId = agents.byDefault.id;
  const stateVersion = createStateCounter();
  const presence = createPresence({ clock, hub, stateVersion }, version);
  const health = createHealthWatch(
    { probe: () => toHealth(deps, version), hub, stateVersion, clock },
    defaultAgentId,
  );
  const devices = createDevices({ ...deps, store: deps.deviceStore }, { accountId });
  const identity = gatewayIdentityFile(path.join(options.dataFolder, 'gateway-key.pem'));
  const own = [
    ...deps.methods,
    ...systemMethods({ ...deps, accountId, health, presence, version, identity }),
    ...deviceMethods(devices, clock),
    ...nodeMethods({ devices, presence, clock }),
    ...emptyMethods(clock),
  ];
  const taken = new Set(own.map(({ name }) => name));
  const methods = [...own, ...(deps.plugins?.methods(taken) ?? noPlugins())];
  return createRpc(
    { ...deps, devices, methods, presence, stateVersion, health },
    {
      version,
      auth,
      userId,
      defaultAgentId,
      ...(controlUi === undefined ? {} : { controlUi }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(socketLimits === undefined ? {} : { limits: socketLimits }),
      ...(tickIntervalMs === undefined ? {} : { tickIntervalMs }),
    },
  );
}
