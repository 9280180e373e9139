import { AppError } from '@homarus/base';

import type { PairedDevice, PairingRequest } from './device-store.ts';
import type { DevicesDeps } from './devices-deps.ts';
import { needOf, pairWith } from './pairing.ts';
import type { Wish } from './pairing.ts';
import { pairingRequired } from './pairing-required.ts';
import { createPairingRequests } from './pairing-requests.ts';
import type { PairingRequests } from './pairing-requests.ts';

/** Which devices are let in. */
export interface DevicePairing {
  readonly requests: Pick<PairingRequests, 'list' | 'require'>;
  /**
   * Lets the device in when it is paired for what it wants. Otherwise it is paired at once
   * (`isTrusted`), or has to wait for an approval: rejects with `forbidden` and `PAIRING_REQUIRED`.
   */
  admit(wish: Wish, isTrusted: boolean): Promise<void>;
  listDevices(): Promise<readonly PairedDevice[]>;
  /** Pairs the device of a request. `not_found` for a request that is not there any more. */
  approve(requestId: string): Promise<PairedDevice>;
  reject(requestId: string): Promise<PairingRequest>;
  /** Forgets the device and ends its connections. `not_found` for one that is not paired. */
  remove(deviceId: string): Promise<void>;
}

export interface DevicePairingDeps extends DevicesDeps {
  readonly accountId: string;
  readonly revoked: (deviceId: string, reason: string) => void;
}

export function createDevicePairing(deps: DevicePairingDeps): DevicePairing {
  const { store, clock, accountId, revoked } = deps;
  const requests = createPairingRequests(deps);
  const pair = async (wish: Wish): Promise<void> => {
    const at = { accountId, now: clock.now() };
    await store.updateDevice(accountId, wish.deviceId, (before) => pairWith(wish, before, at));
  };
  const requireDevice = async (deviceId: string): Promise<PairedDevice> =>
    (await store.getDevice(accountId, deviceId)) ?? unknownDevice(deviceId);
  return {
    requests,
    async admit(wish, isTrusted) {
      const device = await store.getDevice(accountId, wish.deviceId);
      const reason = needOf(wish, device);
      if (reason === undefined) return;
      if (!isTrusted) {
        const request = await requests.ask(wish, device !== undefined);
        throw pairingRequired(reason, request, device);
      }
      await pair(wish);
    },
    listDevices: () => store.listDevices(accountId),
    async approve(requestId) {
      const request = await requests.resolve(requestId, 'approved');
      const { deviceId, role, scopes } = request;
      await pair({ deviceId, role, scopes, description: describe(request) });
      return requireDevice(deviceId);
    },
    reject: (requestId) => requests.resolve(requestId, 'rejected'),
    async remove(deviceId) {
      await requireDevice(deviceId);
      await store.updateDevice(accountId, deviceId, () => undefined);
      revoked(deviceId, 'device removed');
    },
  };
}

function describe(request: PairingRequest): Wish['description'] {
  const { publicKey, displayName, platform, deviceFamily, clientId, clientMode, remoteIp } =
    request;
  return { publicKey, displayName, platform, deviceFamily, clientId, clientMode, remoteIp };
}

function unknownDevice(deviceId: string): never {
  throw new AppError('not_found', `There is no paired device ${deviceId}.`, {
    details: { path: 'deviceId', deviceId },
  });
}
