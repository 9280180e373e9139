import { AppError } from '@homarus/base';
import type { DevicePairResolved } from '@homarus/protocol';

import type { PairingRequest } from './device-store.ts';
import type { DevicesDeps } from './devices-deps.ts';
import type { Wish } from './pairing.ts';
import { toRequestShape } from './shapes.ts';

/** Devices that wait to be approved. */
export interface PairingRequests {
  list(): Promise<readonly PairingRequest[]>;
  /** `not_found` for a request that is not there, or not any more. */
  require(requestId: string): Promise<PairingRequest>;
  /** Ends the request with a decision, and tells it. `not_found` like {@link require}. */
  resolve(requestId: string, decision: DevicePairResolved['decision']): Promise<PairingRequest>;
  /** The request for a wish. It keeps its id when the device asks the same again. */
  ask(wish: Wish, isRepair: boolean): Promise<PairingRequest>;
}

/** How long a request waits before it is forgotten. */
const ttlMs = 3_600_000;

const audience = { to: 'scope', scope: 'operator.pairing' } as const;

export function createPairingRequests(
  deps: DevicesDeps & { readonly accountId: string },
): PairingRequests {
  const { store, hub, clock, ids, accountId } = deps;
  const list = async (): Promise<readonly PairingRequest[]> => {
    const requests = await store.listRequests(accountId);
    const isOld = ({ createdAt }: PairingRequest) => createdAt + ttlMs <= clock.now();
    for (const { requestId } of requests.filter(isOld)) {
      await store.takeRequest(accountId, requestId);
    }
    return requests.filter((request) => !isOld(request));
  };
  return {
    list,
    async require(requestId) {
      const found = (await list()).find((request) => request.requestId === requestId);
      return found ?? unknownRequest(requestId);
    },
    async resolve(requestId, decision) {
      const request = await store.takeRequest(accountId, requestId);
      if (request === undefined) return unknownRequest(requestId);
      const { deviceId } = request;
      const payload: DevicePairResolved = { requestId, deviceId, decision, ts: clock.now() };
      hub.publish('device.pair.resolved', payload, { audience });
      return request;
    },
    async ask({ deviceId, role, scopes, description }, isRepair) {
      const waiting = await list();
      const before = waiting.find((other) => other.deviceId === deviceId && other.role === role);
      const isSame = before !== undefined && String(before.scopes) === String(scopes);
      const request: PairingRequest = {
        ...description,
        accountId,
        requestId: isSame ? before.requestId : ids.next('pairing'),
        deviceId,
        role,
        scopes,
        isRepair,
        createdAt: clock.now(),
      };
      await store.putRequest(request);
      if (!isSame) hub.publish('device.pair.requested', toRequestShape(request), { audience });
      return request;
    },
  };
}

function unknownRequest(requestId: string): never {
  throw new AppError(
    'not_found',
    `No device waits under ${requestId}: it was decided, or is older than an hour.`,
    { details: { path: 'requestId', requestId } },
  );
}
