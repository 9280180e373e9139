import type { Clock } from '@homarus/base';
import {
  DevicePairDecision,
  DevicePairRemove,
  DeviceTokenRevoke,
  DeviceTokenRotate,
  gatewayScopes,
  hasScope,
} from '@homarus/protocol';
import type { DevicePairList, DeviceTokenRotated } from '@homarus/protocol';
import * as v from 'valibot';

import type { Devices } from '../../devices/devices.ts';
import { toDeviceShape, toRequestShape } from '../../devices/shapes.ts';
import { defineMethod } from '../../rpc/method.ts';
import type { GatewayMethod } from '../../rpc/method.ts';
import { requireOwnDevice, requireScopes } from './limits.ts';

const scope = 'operator.pairing';

/** Which devices may connect. Who is not an admin decides about others within what it may itself. */
export function deviceMethods(
  devices: Devices,
  clock: Pick<Clock, 'now'>,
): readonly GatewayMethod[] {
  return [...pairingMethods(devices), ...tokenMethods(devices, clock)];
}

function pairingMethods({ pairing }: Devices): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'device.pair.list',
      scope,
      params: v.object({}),
      async handle(): Promise<DevicePairList> {
        const [pending, paired] = await Promise.all([
          pairing.requests.list(),
          pairing.listDevices(),
        ]);
        return { pending: pending.map(toRequestShape), paired: paired.map(toDeviceShape) };
      },
    }),
    defineMethod({
      name: 'device.pair.approve',
      scope,
      params: DevicePairDecision,
      async handle({ requestId }, { caller }) {
        requireScopes(caller, (await pairing.requests.require(requestId)).scopes);
        return { requestId, device: toDeviceShape(await pairing.approve(requestId)) };
      },
    }),
    defineMethod({
      name: 'device.pair.reject',
      scope,
      params: DevicePairDecision,
      async handle({ requestId }) {
        const { deviceId } = await pairing.reject(requestId);
        return { requestId, deviceId };
      },
    }),
    defineMethod({
      name: 'device.pair.remove',
      scope,
      params: DevicePairRemove,
      async handle({ deviceId }, { caller }) {
        requireOwnDevice(caller, deviceId);
        await pairing.remove(deviceId);
        return { deviceId };
      },
    }),
  ];
}

function tokenMethods({ tokens }: Devices, clock: Pick<Clock, 'now'>): readonly GatewayMethod[] {
  return [
    defineMethod({
      name: 'device.token.rotate',
      scope,
      params: DeviceTokenRotate,
      async handle({ deviceId, role, scopes }, { caller }): Promise<DeviceTokenRotated> {
        requireOwnDevice(caller, deviceId);
        const wanted = scopes && gatewayScopes.filter((known) => scopes.includes(known));
        if (wanted !== undefined) requireScopes(caller, wanted);
        const issued = await tokens.rotate(deviceId, role, wanted);
        const answer = { deviceId, role, scopes: issued.scopes, rotatedAtMs: issued.issuedAt };
        const mayHaveIt = caller.deviceId === deviceId || hasScope(caller.scopes, 'operator.admin');
        return mayHaveIt
          ? { ...answer, token: issued.token, tokenDelivery: 'in-band' }
          : { ...answer, tokenDelivery: 'withheld-cross-device' };
      },
    }),
    defineMethod({
      name: 'device.token.revoke',
      scope,
      params: DeviceTokenRevoke,
      async handle({ deviceId, role }, { caller }) {
        requireOwnDevice(caller, deviceId);
        await tokens.revoke(deviceId, role);
        return { deviceId, role, revokedAtMs: clock.now() };
      },
    }),
  ];
}
