import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createIds, systemClock } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { recordingLogger } from '@homarus/base/testing';

import { createAuditTrail } from '../audit/audit-trail.ts';
import { createDevices } from '../devices/devices.ts';
import type { Devices } from '../devices/devices.ts';
import { createEventHub } from '../rpc/event-hub.ts';
import type { EventHub } from '../rpc/event-hub.ts';
import { createHealthWatch } from '../rpc/health-watch.ts';
import type { GatewayMethod } from '../rpc/method.ts';
import { createPresence, createStateCounter } from '../rpc/presence.ts';
import { createRpc } from '../rpc/rpc.ts';
import type { Rpc, RpcOptions } from '../rpc/rpc.ts';
import { memoryAuditStore } from './memory-audit-store.ts';
import { memoryDeviceStore } from './memory-device-store.ts';

export interface RunningRpc extends AsyncDisposable {
  readonly url: string;
  readonly hub: EventHub;
  readonly rpc: Rpc;
  readonly devices: Devices;
  readonly log: ReturnType<typeof recordingLogger>;
}

/** The WebSocket door alone, on a real socket, with methods of the test's own. */
export async function startRpc(
  methods: readonly GatewayMethod[],
  options: Partial<RpcOptions> = {},
  clock: Clock = systemClock,
): Promise<RunningRpc> {
  const log = recordingLogger();
  const ids = createIds();
  const hub = createEventHub((error) => log.error('An event was lost', { error }));
  const stateVersion = createStateCounter();
  const presence = createPresence({ clock, hub, stateVersion }, '1.2.3');
  const probe = () => Promise.resolve({ status: 'healthy', reasons: [], issues: [] } as const);
  const health = createHealthWatch({ probe, hub, stateVersion, clock }, 'main');
  const store = memoryDeviceStore();
  const devices = createDevices({ store, hub, clock, ids }, { accountId: 'acct' });
  const audit = createAuditTrail({ store: memoryAuditStore(), clock, ids, log }, 'acct');
  const rpc = createRpc(
    { audit, methods, hub, presence, stateVersion, health, devices, clock, ids, log },
    { version: '1.2.3', auth: { mode: 'none' }, userId: 'ann', defaultAgentId: 'main', ...options },
  );
  const server = createServer();
  server.on('upgrade', rpc.upgrade);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hub,
    rpc,
    devices,
    log,
    async [Symbol.asyncDispose]() {
      await rpc.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
