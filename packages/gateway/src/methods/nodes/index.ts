import type { Clock } from '@homarus/base';
import * as v from 'valibot';

import type { PairedDevice } from '../../devices/device-store.ts';
import type { Devices } from '../../devices/devices.ts';
import { toDeviceShape, toRequestShape } from '../../devices/shapes.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import type { Presence } from '../../rpc/presence.ts';

export interface NodeMethodsDeps {
  readonly devices: Devices;
  readonly presence: Presence;
  readonly clock: Pick<Clock, 'now'>;
}

/** Devices that lend the gateway their abilities: those that are paired in the role `node`. */
export function nodeMethods({
  devices,
  presence,
  clock,
}: NodeMethodsDeps): readonly GatewayMethod[] {
  const listNodes = async (): Promise<readonly PairedDevice[]> => {
    const all = await devices.pairing.listDevices();
    return all.filter(({ roles }) => roles.includes('node'));
  };
  return [
    defineMethod({
      name: 'node.list',
      scope: 'operator.read',
      params: v.object({}),
      async handle() {
        const connected = new Set(
          presence
            .list()
            .flatMap(({ deviceId, roles }) => (roles?.includes('node') ? deviceId : [])),
        );
        const nodes = await listNodes();
        return {
          ts: clock.now(),
          nodes: nodes.map((node) => toNodeShape(node, connected.has(node.deviceId))),
        };
      },
    }),
    defineMethod({
      name: 'node.pair.list',
      scope: 'operator.pairing',
      params: v.object({}),
      async handle() {
        const requests = await devices.pairing.requests.list();
        const pending = requests.filter(({ role }) => role === 'node').map(toRequestShape);
        return { pending, paired: (await listNodes()).map(toDeviceShape) };
      },
    }),
  ];
}

function toNodeShape(device: PairedDevice, isConnected: boolean) {
  const { deviceId, displayName, platform, deviceFamily, remoteIp } = device;
  return {
    nodeId: deviceId,
    displayName: displayName ?? deviceId.slice(0, 12),
    platform,
    ...(deviceFamily === undefined ? {} : { deviceFamily }),
    ...(remoteIp === '' ? {} : { remoteIp }),
    caps: [],
    commands: [],
    paired: true,
    connected: isConnected,
  };
}
