import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ConnectParams } from '@homarus/protocol';
import { devicePayload } from '@homarus/protocol/device-payload';

import { hello, startScriptedGateway } from '../testing/scripted-gateway.ts';
import type { Refusal } from '../testing/scripted-gateway.ts';
import { testClient } from '../testing/test-client.ts';
import { generateDeviceKey, openDeviceIdentity } from './device-identity.ts';
import type { DeviceKey } from './device-identity.ts';
import { memoryTokenStorage, webTokenStorage } from './token-storage.ts';
import type { KeyValueStorage, TokenStorage } from './token-storage.ts';

const mismatch: Refusal = {
  error: {
    code: 'INVALID_REQUEST',
    message: 'unauthorized: device token mismatch',
    details: { code: 'AUTH_DEVICE_TOKEN_MISMATCH' },
    retryable: false,
  },
};

test('a device proves itself by signing the challenge', async () => {
  await using gateway = await startScriptedGateway();
  const device = await openDeviceIdentity(await generateDeviceKey());
  using client = testClient(gateway.url, {
    device,
    auth: { mode: 'token', token: 'hush-hush' },
    scopes: ['operator.read', 'operator.write'],
  });
  await client.connect();
  const { device: shown } = gateway.connects[0] as ConnectParams;
  assert.ok(shown !== undefined);
  const raw = Buffer.from(shown.publicKey, 'base64url');
  assert.equal(shown.id, createHash('sha256').update(raw).digest('hex'));
  const signed = devicePayload('v3', {
    deviceId: shown.id,
    clientId: 'test',
    clientMode: 'test',
    role: 'operator',
    scopes: ['operator.read', 'operator.write'],
    signedAtMs: shown.signedAt,
    token: 'hush-hush',
    nonce: 'n1',
    platform: 'linux',
    deviceFamily: undefined,
  });
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: shown.publicKey },
    format: 'jwk',
  });
  const signature = Buffer.from(shown.signature, 'base64url');
  assert.equal(verify(null, Buffer.from(signed), key, signature), true);
});

test('a device that is still on its way is waited for; where none comes, none is shown', async () => {
  await using gateway = await startScriptedGateway();
  const device = await openDeviceIdentity(await generateDeviceKey());
  for (const shown of [device, undefined]) {
    using client = testClient(gateway.url, { device: Promise.resolve(shown) });
    await client.connect();
  }
  assert.deepEqual(
    gateway.connects.map((params) => params.device?.id),
    [device.deviceId, undefined],
  );
});

test('a kept key is the same device again; a damaged one is refused', async () => {
  const kept: DeviceKey = JSON.parse(JSON.stringify(await generateDeviceKey()));
  const [first, second] = [await openDeviceIdentity(kept), await openDeviceIdentity(kept)];
  assert.equal(first.deviceId, second.deviceId);
  assert.notEqual((await openDeviceIdentity(await generateDeviceKey())).deviceId, first.deviceId);
  const damaged = openDeviceIdentity({ ...kept, privateKey: 'AAAA' });
  await assert.rejects(damaged, (error) => hasCode(error, 'invalid_request'));
});

function webStorage(): { readonly storage: TokenStorage; readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  const storage: KeyValueStorage = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  return { storage: webTokenStorage(storage), values };
}

test('the token that a device is given takes the place of the secret, until it is refused', async () => {
  await using gateway = await startScriptedGateway({
    onConnect: (_params, count) =>
      count === 3
        ? mismatch
        : { auth: { ...hello.auth, deviceToken: count < 3 ? 'device-1' : 'device-2' } },
  });
  const device = await openDeviceIdentity(await generateDeviceKey());
  const { storage, values } = webStorage();
  const connectOnce = async (): Promise<void> => {
    using client = testClient(gateway.url, {
      device,
      storage,
      auth: { mode: 'token', token: 'hush-hush' },
    });
    await client.connect();
  };
  await connectOnce();
  await connectOnce();
  assert.deepEqual([...values.values()], ['device-1']);
  await connectOnce();
  assert.deepEqual(
    gateway.connects.map(({ auth }) => auth),
    [
      { token: 'hush-hush' },
      { deviceToken: 'device-1' },
      { deviceToken: 'device-1' },
      { token: 'hush-hush' },
    ],
  );
  assert.deepEqual([...values.values()], ['device-2']);
});

test('without a secret a refused token is forgotten and the refusal told', async () => {
  await using gateway = await startScriptedGateway({ onConnect: () => mismatch });
  const device = await openDeviceIdentity(await generateDeviceKey());
  const storage = memoryTokenStorage();
  const place = { url: gateway.url, deviceId: device.deviceId, role: 'operator' };
  await storage.set(place, 'old');
  using client = testClient(gateway.url, { device, storage });
  await assert.rejects(client.connect(), (error) => hasCode(error, 'unauthorized'));
  assert.equal(await storage.get(place), undefined);
});

test('a device that has to be approved asks until it is; calls say so meanwhile', async () => {
  const pairing: Refusal = {
    error: {
      code: 'NOT_PAIRED',
      message: 'pairing required',
      details: { code: 'PAIRING_REQUIRED', requestId: 'pair_1' },
      retryable: false,
    },
  };
  await using gateway = await startScriptedGateway({
    onConnect: (_params, count) => (count < 3 ? pairing : undefined),
  });
  using client = testClient(gateway.url);
  const connected = client.connect();
  assert.partialDeepStrictEqual(await client.until('pairing'), { requestId: 'pair_1' });
  await assert.rejects(client.call('health'), (error) => hasCode(error, 'forbidden'));
  await connected;
  assert.equal(gateway.connects.length, 3);
});
