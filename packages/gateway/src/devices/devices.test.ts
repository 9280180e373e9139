import assert from 'node:assert/strict';

import { createDevice, proofOf } from '../testing/device.ts';
import type { TestDevice } from '../testing/device.ts';
import { isEvent, openRaw } from '../testing/raw-client.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startGateway } from '../testing/start-gateway.ts';

const token = 'a-token-of-our-own';
const options = { auth: { mode: 'token', token } } as const;

/** A request that a proxy hands on does not count as coming from this machine. */
const proxied = { headers: { 'x-forwarded-for': '198.51.100.7' } };

interface Wanted {
  readonly scopes?: readonly string[];
  /** What is sent as `auth.token`. Default: the gateway's. */
  readonly token?: string;
  readonly role?: string;
}

async function connectDevice(raw: RawClient, device: TestDevice, wanted: Wanted = {}) {
  const { scopes = ['operator.read'], role = 'operator' } = wanted;
  const given = wanted.token ?? token;
  const nonce = await nonceOf(raw);
  const proof = proofOf(device, { nonce, scopes, role, token: given });
  return raw.connect({ auth: { token: given }, scopes, role, device: proof });
}

async function nonceOf(raw: RawClient): Promise<string> {
  return ((await raw.next(isEvent('connect.challenge'))).payload as { nonce: string }).nonce;
}

function tokenOf({ payload }: { readonly payload?: unknown }): string {
  return (payload as { auth: { deviceToken: string } }).auth.deviceToken;
}

requirement('device-signature', async () => {
  await using gateway = await startGateway({ options });
  const codeFor = async (change: (nonce: string) => object): Promise<unknown> => {
    using raw = await openRaw(gateway.url);
    const device = change(await nonceOf(raw));
    return (await raw.connect({ auth: { token }, scopes: [], device })).error?.details?.['code'];
  };
  const device = createDevice();
  const good = (nonce: string, signedAtMs = Date.now()) =>
    proofOf(device, { nonce, token, signedAtMs });
  assert.equal(await codeFor((nonce) => good(nonce)), undefined);
  assert.equal(await codeFor((nonce) => proofOf(device, { nonce, token }, 'v2')), undefined);
  assert.equal(await codeFor((nonce) => good(nonce, Date.now() - 110_000)), undefined);
  const refused = async (reason: string, change: (nonce: string) => object) =>
    assert.equal(await codeFor(change), `DEVICE_AUTH_${reason}`);
  await refused('SIGNATURE_EXPIRED', (nonce) => good(nonce, Date.now() - 130_000));
  await refused('SIGNATURE_EXPIRED', (nonce) => good(nonce, Date.now() + 130_000));
  await refused('NONCE_MISMATCH', () => good('the-nonce-of-another-connection'));
  await refused('NONCE_REQUIRED', (nonce) => ({ ...good(nonce), nonce: undefined }));
  await refused('SIGNATURE_INVALID', (nonce) => proofOf(device, { nonce, token: 'other' }));
  await refused('SIGNATURE_INVALID', (nonce) => ({ ...good(nonce), signature: 'bm8' }));
  await refused('DEVICE_ID_MISMATCH', (nonce) => ({ ...good(nonce), id: createDevice().deviceId }));
  await refused('PUBLIC_KEY_INVALID', (nonce) => ({ ...good(nonce), publicKey: 'c2hvcnQ' }));
});

requirement('device-local', async () => {
  await using gateway = await startGateway({ options });
  using raw = await openRaw(gateway.url);
  const hello = await connectDevice(raw, createDevice());
  assert.ok(tokenOf(hello).length >= 32);
});

requirement('device-remote', async () => {
  await using gateway = await startGateway({ options });
  using operator = await openRaw(gateway.url);
  await operator.connect({ auth: { token } });
  const device = createDevice();
  const ask = async () => {
    using raw = await openRaw(gateway.url, proxied);
    const { error } = await connectDevice(raw, device);
    assert.equal((await raw.closed).code, 1008);
    return error;
  };
  const error = await ask();
  assert.equal(error?.code, 'NOT_PAIRED');
  const { code, reason, requestId } = error.details ?? {};
  assert.deepEqual([code, reason], ['PAIRING_REQUIRED', 'not-paired']);
  const { payload } = await operator.next(isEvent('device.pair.requested'));
  assert.equal((payload as { requestId: string }).requestId, requestId);
  // Asking again does not make a second request.
  assert.equal((await ask())?.details?.['requestId'], requestId);
  const { pending } = (await operator.call('device.pair.list')).payload as { pending: unknown[] };
  assert.equal(pending.length, 1);
});

requirement('device-approve', async () => {
  await using gateway = await startGateway({ options });
  using operator = await openRaw(gateway.url);
  await operator.connect({ auth: { token } });
  const device = createDevice();
  const ask = async (): Promise<unknown> => {
    using raw = await openRaw(gateway.url, proxied);
    return (await connectDevice(raw, device)).error?.details?.['requestId'];
  };
  const rejected = { requestId: await ask() };
  assert.equal((await operator.call('device.pair.reject', rejected)).ok, true);
  const approved = { requestId: await ask() };
  assert.notEqual(approved.requestId, rejected.requestId);
  assert.equal((await operator.call('device.pair.approve', rejected)).ok, false);
  assert.equal((await operator.call('device.pair.approve', approved)).ok, true);
  const decisions = [
    (await operator.next(isEvent('device.pair.resolved'))).payload,
    (await operator.next(isEvent('device.pair.resolved'))).payload,
  ].map((payload) => (payload as { decision: string }).decision);
  assert.deepEqual(decisions, ['rejected', 'approved']);
  assert.equal(await ask(), undefined);
});

requirement('device-token', async () => {
  await using gateway = await startGateway({ options });
  const device = createDevice();
  using first = await openRaw(gateway.url);
  const deviceToken = tokenOf(await connectDevice(first, device));
  const again = async (wanted: Wanted) => {
    using raw = await openRaw(gateway.url, proxied);
    return await connectDevice(raw, device, { token: deviceToken, ...wanted });
  };
  assert.equal(tokenOf(await again({})), deviceToken);
  assert.equal(
    (await again({ scopes: ['operator.admin'] })).error?.details?.['reason'],
    'scope-upgrade',
  );
  assert.equal((await again({ role: 'node' })).error?.details?.['code'], 'AUTH_TOKEN_MISMATCH');
  using stranger = await openRaw(gateway.url);
  const stolen = await connectDevice(stranger, createDevice(), { token: deviceToken });
  assert.equal(stolen.error?.details?.['code'], 'AUTH_TOKEN_MISMATCH');
});

requirement('device-revoke', async () => {
  await using gateway = await startGateway({ options });
  using operator = await openRaw(gateway.url);
  await operator.connect({ auth: { token } });
  const device = createDevice();
  const { deviceId } = device;
  const isGood = async (given: string): Promise<boolean> => {
    using raw = await openRaw(gateway.url);
    return (await connectDevice(raw, device, { token: given })).ok;
  };
  const endBy = async (method: string, params: object, reason: string) => {
    using raw = await openRaw(gateway.url);
    const old = tokenOf(await connectDevice(raw, device));
    const { payload } = await operator.call(method, params);
    assert.deepEqual(await raw.closed, { code: 1008, reason });
    assert.equal(await isGood(old), false, method);
    return payload;
  };
  const ofRole = { deviceId, role: 'operator' };
  const rotated = await endBy('device.token.rotate', ofRole, 'device token rotated');
  assert.equal(await isGood((rotated as { token: string }).token), true);
  await endBy('device.token.revoke', ofRole, 'device token revoked');
  await endBy('device.pair.remove', { deviceId }, 'device removed');
  assert.equal((await operator.call('device.pair.remove', { deviceId })).ok, false);
});

requirement('device-grants', async () => {
  await using gateway = await startGateway({ options });
  const admin = createDevice();
  using ofAdmin = await openRaw(gateway.url);
  await connectDevice(ofAdmin, admin, { scopes: ['operator.admin'] });
  using limited = await openRaw(gateway.url);
  const own = createDevice();
  await connectDevice(limited, own, { scopes: ['operator.pairing'] });
  using asking = await openRaw(gateway.url, proxied);
  const { error } = await connectDevice(asking, createDevice(), { scopes: ['operator.admin'] });
  const { requestId } = error?.details ?? {};
  const codeOf = async (method: string, params: object): Promise<unknown> =>
    (await limited.call(method, params)).error?.details?.['code'];
  assert.equal(await codeOf('device.pair.approve', { requestId }), 'MISSING_SCOPE');
  const others = { deviceId: admin.deviceId, role: 'operator' };
  assert.equal(await codeOf('device.token.rotate', others), 'MISSING_SCOPE');
  assert.equal(await codeOf('device.pair.remove', { deviceId: admin.deviceId }), 'MISSING_SCOPE');
  using program = await openRaw(gateway.url);
  await program.connect({ auth: { token }, scopes: ['operator.pairing'] });
  const { payload } = await program.call('device.token.rotate', {
    deviceId: own.deviceId,
    role: 'operator',
  });
  assert.equal((payload as { tokenDelivery: string }).tokenDelivery, 'withheld-cross-device');
  assert.equal('token' in (payload as object), false);
});
