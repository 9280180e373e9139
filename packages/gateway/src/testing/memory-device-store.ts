import type { DeviceStore, PairedDevice, PairingRequest } from '../devices/device-store.ts';

/** The {@link DeviceStore} that is gone when the process ends. */
export function memoryDeviceStore(): DeviceStore {
  const devices = new Map<string, PairedDevice>();
  const requests = new Map<string, PairingRequest>();
  const keyOf = (accountId: string, id: string): string => JSON.stringify([accountId, id]);
  return {
    getDevice: async (accountId, deviceId) => devices.get(keyOf(accountId, deviceId)),
    listDevices: async (accountId) =>
      [...devices.values()]
        .filter((device) => device.accountId === accountId)
        .toSorted((a, b) => a.createdAt - b.createdAt),
    async updateDevice(accountId, deviceId, change) {
      const key = keyOf(accountId, deviceId);
      const changed = change(devices.get(key));
      if (changed === undefined) devices.delete(key);
      else devices.set(key, changed);
      return changed;
    },
    async putRequest(request) {
      for (const [key, other] of requests) {
        const isEarlier =
          other.accountId === request.accountId &&
          other.deviceId === request.deviceId &&
          other.role === request.role;
        if (isEarlier) requests.delete(key);
      }
      requests.set(keyOf(request.accountId, request.requestId), request);
    },
    listRequests: async (accountId) =>
      [...requests.values()].filter((request) => request.accountId === accountId),
    async takeRequest(accountId, requestId) {
      const key = keyOf(accountId, requestId);
      const request = requests.get(key);
      requests.delete(key);
      return request;
    },
  };
}
