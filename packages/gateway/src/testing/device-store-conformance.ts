import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { DeviceStore, PairedDevice, PairingRequest } from '../devices/device-store.ts';

const accountId = 'acct';

const description = {
  publicKey: 'a2V5',
  displayName: 'Phone',
  platform: 'ios',
  deviceFamily: 'iphone',
  clientId: 'openclaw-ios',
  clientMode: 'ui',
  remoteIp: '192.0.2.7',
} as const;

function sampleDevice(deviceId: string, more: Partial<PairedDevice> = {}): PairedDevice {
  return {
    ...description,
    accountId,
    deviceId,
    roles: ['operator'],
    scopes: ['operator.read'],
    tokens: [
      { role: 'operator', hash: 'ab12', scopes: ['operator.read'], createdAt: 5, lastUsedAt: 6 },
    ],
    createdAt: 5,
    approvedAt: 5,
    lastSeenAt: 7,
    ...more,
  };
}

function sampleRequest(requestId: string, more: Partial<PairingRequest> = {}): PairingRequest {
  return {
    ...description,
    accountId,
    requestId,
    deviceId: `device-of-${requestId}`,
    role: 'operator',
    scopes: ['operator.read'],
    isRepair: false,
    createdAt: 5,
    ...more,
  };
}

async function put(store: DeviceStore, device: PairedDevice): Promise<void> {
  await store.updateDevice(device.accountId, device.deviceId, () => device);
}

const cases: Readonly<Record<string, ConformanceCase<DeviceStore>['run']>> = {
  async 'a device is read as it was stored'(store) {
    const device = sampleDevice('d1');
    assert.deepEqual(await store.updateDevice(accountId, 'd1', () => device), device);
    assert.deepEqual(await store.getDevice(accountId, 'd1'), device);
    assert.equal(await store.getDevice(accountId, 'd2'), undefined);
  },
  async 'devices are listed in the order in which they were approved first'(store) {
    await put(store, sampleDevice('late', { createdAt: 9 }));
    await put(store, sampleDevice('early', { createdAt: 3 }));
    const devices = await store.listDevices(accountId);
    assert.deepEqual(
      devices.map(({ deviceId }) => deviceId),
      ['early', 'late'],
    );
  },
  async 'a change sees what is stored, and may remove it'(store) {
    await put(store, sampleDevice('d1'));
    await store.updateDevice(accountId, 'd1', (device) => device && { ...device, lastSeenAt: 99 });
    assert.equal((await store.getDevice(accountId, 'd1'))?.lastSeenAt, 99);
    await store.updateDevice(accountId, 'd1', () => undefined);
    assert.equal(await store.getDevice(accountId, 'd1'), undefined);
    assert.equal(await store.updateDevice(accountId, 'd1', (device) => device), undefined);
  },
  async 'changes at once are all there'(store) {
    await put(store, sampleDevice('d1', { approvedAt: 0 }));
    const addOne = (device: PairedDevice | undefined) =>
      device && { ...device, approvedAt: device.approvedAt + 1 };
    await Promise.all(Array.from({ length: 8 }, () => store.updateDevice(accountId, 'd1', addOne)));
    assert.equal((await store.getDevice(accountId, 'd1'))?.approvedAt, 8);
  },
  async 'a change that throws changes nothing'(store) {
    await put(store, sampleDevice('d1'));
    const failing = store.updateDevice(accountId, 'd1', () => {
      throw new Error('no');
    });
    await assert.rejects(failing, /no/u);
    assert.deepEqual(await store.getDevice(accountId, 'd1'), sampleDevice('d1'));
  },
  async 'a device has one request for a role'(store) {
    await store.putRequest(sampleRequest('r1', { deviceId: 'd1' }));
    await store.putRequest(sampleRequest('r2', { deviceId: 'd1', createdAt: 6 }));
    await store.putRequest(sampleRequest('r3', { deviceId: 'd1', role: 'node', createdAt: 7 }));
    const requests = await store.listRequests(accountId);
    assert.deepEqual(
      requests.map(({ requestId }) => requestId),
      ['r2', 'r3'],
    );
    assert.deepEqual(requests[0], sampleRequest('r2', { deviceId: 'd1', createdAt: 6 }));
  },
  async 'a request is taken once'(store) {
    await store.putRequest(sampleRequest('r1'));
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => store.takeRequest(accountId, 'r1')),
    );
    assert.deepEqual(
      taken.filter((request) => request !== undefined),
      [sampleRequest('r1')],
    );
    assert.deepEqual(await store.listRequests(accountId), []);
  },
  async 'another account has nothing of it'(store) {
    await put(store, sampleDevice('d1'));
    await store.putRequest(sampleRequest('r1'));
    assert.equal(await store.getDevice('other', 'd1'), undefined);
    assert.deepEqual(await store.listDevices('other'), []);
    assert.deepEqual(await store.listRequests('other'), []);
    assert.equal(await store.takeRequest('other', 'r1'), undefined);
    await put(store, sampleDevice('d1', { accountId: 'other', lastSeenAt: 1 }));
    assert.equal((await store.getDevice(accountId, 'd1'))?.lastSeenAt, 7);
  },
};

/** What every {@link DeviceStore} has to do. Each case expects an empty store. */
export const deviceStoreConformance: readonly ConformanceCase<DeviceStore>[] = Object.entries(
  cases,
).map(([name, run]) => ({ group: 'devices', name, run }));
