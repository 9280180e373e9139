import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HelloOkSchema, TickEventSchema } from '@openclaw/gateway-protocol';
import type { GatewayClientOptions } from '@openclaw/gateway-client';
import { Value } from 'typebox/value';

import { createDevice } from '../testing/device.ts';
import type { TestDevice } from '../testing/device.ts';
import { connectOfficial } from '../testing/official-client.ts';
import { startGateway } from '../testing/start-gateway.ts';

const token = 'a-token-of-our-own';
const auth = { mode: 'token', token } as const;

test('the published client connects with the token', async () => {
  await using gateway = await startGateway({ options: { auth } });
  await using official = await connectOfficial(gateway.url, { token });
  const { hello, client } = official;
  assert.equal(hello.protocol, 4);
  assert.deepEqual(Value.Errors(HelloOkSchema, hello), []);
  assert.deepEqual(hello.auth.scopes, ['operator.admin']);
  const health = await client.request<{ ok: boolean; status: string }>('health');
  assert.equal(health.ok, true);
  assert.equal(health.status, 'healthy');
});

test('the published client is told that its token is wrong', async () => {
  await using gateway = await startGateway({ options: { auth } });
  await assert.rejects(connectOfficial(gateway.url, { token: 'another' }), {
    details: {
      code: 'AUTH_TOKEN_MISMATCH',
      authReason: 'token_mismatch',
      recommendedNextStep: 'update_auth_credentials',
    },
  });
});

test('the published client connects with a device, and again with the token it was given', async () => {
  await using gateway = await startGateway({ options: { auth } });
  const device = createDevice();
  const stored: string[] = [];
  {
    await using first = await connectOfficial(gateway.url, {
      token,
      ...deviceOptions(device, stored),
    });
    assert.deepEqual(Value.Errors(HelloOkSchema, first.hello), []);
    assert.equal(stored.length, 1);
    assert.equal(first.hello.auth.deviceToken, stored[0]);
  }
  await using again = await connectOfficial(gateway.url, deviceOptions(device, stored));
  assert.equal(again.hello.auth.deviceToken, stored[0]);
  const { paired } = await again.client.request<{ paired: { deviceId: string }[] }>(
    'device.pair.list',
  );
  assert.deepEqual(
    paired.map(({ deviceId }) => deviceId),
    [device.deviceId],
  );
});

test('the published client hears ticks', async () => {
  await using gateway = await startGateway({ options: { auth, tickIntervalMs: 20 } });
  await using official = await connectOfficial(gateway.url, { token });
  const tick = await official.nextEvent('tick');
  assert.deepEqual(Value.Errors(TickEventSchema, tick.payload), []);
});

test('the published client comes back after the gateway was started anew', async () => {
  const first = await startGateway({ options: { auth } });
  const port = Number(new URL(first.url).port);
  let hellos = 0;
  const back = Promise.withResolvers<void>();
  await using official = await connectOfficial(first.url, {
    token,
    onHelloOk() {
      hellos += 1;
      if (hellos === 2) back.resolve();
    },
  });
  const shutdown = official.nextEvent('shutdown');
  await first[Symbol.asyncDispose]();
  assert.deepEqual((await shutdown).payload, { reason: 'the gateway stops' });
  await using second = await startGateway({ options: { auth }, port });
  await back.promise;
  await official.client.request('health');
  assert.equal(second.url, first.url);
});

function deviceOptions(device: TestDevice, stored: string[]): Partial<GatewayClientOptions> {
  return {
    deviceIdentity: {
      deviceId: device.deviceId,
      privateKeyPem: 'kept by the test',
      publicKeyPem: device.publicKey,
    },
    hostDeps: {
      signDevicePayload: (_key, payload) => device.sign(payload),
      publicKeyRawBase64UrlFromPem: (publicKey) => publicKey,
      loadDeviceAuthToken: () => {
        const latest = stored.at(-1);
        return latest === undefined ? null : { token: latest, scopes: ['operator.admin'] };
      },
      storeDeviceAuthToken: ({ token: given }) => {
        if (given !== stored.at(-1)) stored.push(given);
      },
    },
  };
}
