import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';

import { HelloOkSchema } from '@openclaw/gateway-protocol';
import { Value } from 'typebox/value';

import { gatewayScopes } from '@homarus/protocol';

import { connectParams, isAnswerTo, isEvent, openRaw } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startGateway } from '../testing/start-gateway.ts';

const token = 'a-token-of-our-own';
const auth = { mode: 'token', token } as const;
const withToken = { auth: { token } };

requirement('challenge-first', async () => {
  await using gateway = await startGateway();
  using raw = await openRaw(gateway.url);
  const { payload, seq } = await raw.next(isEvent('connect.challenge'));
  const { nonce, ts } = payload as { nonce: string; ts: number };
  assert.ok(nonce.length >= 32 && Math.abs(Date.now() - ts) < 60_000);
  assert.equal(seq, undefined);
});

requirement('connect-first', async () => {
  await using gateway = await startGateway();
  using raw = await openRaw(gateway.url);
  const { error } = await raw.call('health');
  assert.deepEqual([error?.code, error?.details?.['code']], ['INVALID_REQUEST', 'NOT_CONNECTED']);
  assert.equal((await raw.closed).code, 1008);
});

requirement('one-connect', async () => {
  await using gateway = await startGateway();
  using hasty = await openRaw(gateway.url);
  hasty.socket.send(
    JSON.stringify({ type: 'req', id: 'a', method: 'connect', params: connectParams }),
  );
  hasty.socket.send(JSON.stringify({ type: 'req', id: 'b', method: 'health' }));
  assert.equal((await hasty.next(isAnswerTo('b'))).error?.details?.['code'], 'NOT_CONNECTED');
  assert.equal((await hasty.closed).code, 1008);
  using raw = await openRaw(gateway.url);
  await raw.connect();
  const again = await raw.connect();
  assert.equal(again.error?.details?.['code'], 'ALREADY_CONNECTED');
  assert.equal((await raw.call('health')).ok, true);
});

requirement('handshake-timeout', async () => {
  await using gateway = await startGateway({
    options: { socketLimits: { handshakeTimeoutMs: 20 } },
  });
  using raw = await openRaw(gateway.url);
  assert.deepEqual(await raw.closed, { code: 1008, reason: 'handshake timeout' });
});

requirement('handshake-size', async () => {
  await using gateway = await startGateway();
  using raw = await openRaw(gateway.url);
  // A part of a frame that would become much larger.
  raw.socket.send('x'.repeat(65_600), { fin: false });
  assert.equal((await raw.closed).code, 1009);
  using just = await openRaw(gateway.url);
  const caps = Array.from({ length: 60 }, () => 'c'.repeat(1000));
  assert.equal((await just.connect({ caps })).ok, true);
});

requirement('waiting-limit', async () => {
  await using gateway = await startGateway({
    options: { socketLimits: { maxWaitingPerAddress: 2 } },
  });
  using first = await openRaw(gateway.url);
  using _second = await openRaw(gateway.url);
  assert.equal(await statusOf(gateway.url), 429);
  await first.connect();
  assert.equal(await statusOf(gateway.url), 101);
});

requirement('loopback-host', async () => {
  await using open = await startGateway();
  assert.equal(await statusOf(open.url, { host: 'rebound.example' }), 403);
  assert.equal(await statusOf(open.url, { host: 'localhost:18789' }), 101);
  await using guarded = await startGateway({ options: { auth } });
  assert.equal(await statusOf(guarded.url, { host: 'my.server.example' }), 101);
});

requirement('protocol-range', async () => {
  await using gateway = await startGateway();
  const ranges = [
    [4, 4, 4],
    [3, 3, 3],
    [3, 4, 4],
    [1, 9, 4],
  ] as const;
  for (const [minProtocol, maxProtocol, spoken] of ranges) {
    using raw = await openRaw(gateway.url);
    const { payload } = await raw.connect({ minProtocol, maxProtocol });
    assert.equal((payload as { protocol: number }).protocol, spoken);
  }
  using raw = await openRaw(gateway.url);
  const { error } = await raw.connect({ minProtocol: 5, maxProtocol: 6 });
  assert.deepEqual(error?.details, {
    code: 'PROTOCOL_MISMATCH',
    expectedProtocol: 4,
    clientMinProtocol: 5,
    clientMaxProtocol: 6,
  });
  assert.deepEqual(await raw.closed, { code: 1002, reason: 'protocol mismatch' });
});

requirement('known-clients', async () => {
  await using gateway = await startGateway();
  const { client } = connectParams;
  for (const other of [{ id: 'somebody' }, { mode: 'god' }]) {
    using raw = await openRaw(gateway.url);
    const { error } = await raw.connect({ client: { ...client, ...other } });
    assert.equal(error?.details?.['code'], 'INVALID_CONNECT_PARAMS');
    assert.equal((await raw.closed).code, 1008);
  }
});

requirement('origin', async () => {
  const allowedOrigins = ['https://panel.example'];
  for (const options of [{}, { auth }]) {
    await using gateway = await startGateway({
      options: { ...options, controlUi: { allowedOrigins } },
    });
    const codeFor = async (origin: string): Promise<unknown> => {
      using raw = await openRaw(gateway.url, { origin });
      return (await raw.connect(withToken)).error?.details?.['code'];
    };
    assert.equal(await codeFor('https://evil.example'), 'CONTROL_UI_ORIGIN_NOT_ALLOWED');
    assert.equal(await codeFor('null'), 'CONTROL_UI_ORIGIN_NOT_ALLOWED');
    assert.equal(await codeFor('http://localhost:1'), 'CONTROL_UI_ORIGIN_NOT_ALLOWED');
    assert.equal(await codeFor('https://panel.example'), undefined);
    assert.equal(await codeFor(gateway.url), undefined);
  }
});

requirement('secret', async () => {
  const password = 'a-password';
  await using byToken = await startGateway({ options: { auth } });
  await using byPassword = await startGateway({
    options: { auth: { mode: 'password', password } },
  });
  const codeFor = async (url: string, given: object): Promise<unknown> => {
    using raw = await openRaw(url);
    const { error } = await raw.connect({ auth: given });
    if (error !== undefined) assert.equal((await raw.closed).code, 1008);
    return error?.details?.['code'];
  };
  assert.equal(await codeFor(byToken.url, {}), 'AUTH_TOKEN_MISSING');
  assert.equal(await codeFor(byToken.url, { token: 'no' }), 'AUTH_TOKEN_MISMATCH');
  assert.equal(await codeFor(byToken.url, { token }), undefined);
  assert.equal(await codeFor(byPassword.url, {}), 'AUTH_PASSWORD_MISSING');
  assert.equal(await codeFor(byPassword.url, { password: 'no' }), 'AUTH_PASSWORD_MISMATCH');
  assert.equal(await codeFor(byPassword.url, { password }), undefined);
});

requirement('attempts', async () => {
  await using gateway = await startGateway({ options: { auth, attempts: { maxFailures: 2 } } });
  const attempt = async (given: string) => {
    using raw = await openRaw(gateway.url);
    return (await raw.connect({ auth: { token: given } })).error;
  };
  await attempt('wrong');
  await attempt('wrong');
  const error = await attempt(token);
  assert.equal(error?.details?.['code'], 'AUTH_RATE_LIMITED');
  assert.equal(error.retryable, true);
  assert.ok((error.retryAfterMs ?? 0) > 0);
});

const page = { ...connectParams.client, id: 'openclaw-control-ui', mode: 'ui' };

requirement('page-device', async () => {
  const codeFor = async (controlUi: object, headers: Record<string, string> = {}) => {
    await using gateway = await startGateway({ options: { auth, controlUi } });
    using raw = await openRaw(gateway.url, { headers });
    return (await raw.connect({ ...withToken, client: page })).error?.details?.['code'];
  };
  const proxied = { 'x-forwarded-for': '198.51.100.7' };
  assert.equal(await codeFor({}), 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED');
  assert.equal(await codeFor({ allowInsecureAuth: true }), undefined);
  assert.equal(
    await codeFor({ allowInsecureAuth: true }, proxied),
    'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
  );
  assert.equal(await codeFor({ dangerouslyDisableDeviceAuth: true }, proxied), undefined);
});

requirement('probe', async () => {
  const client = { ...connectParams.client, id: 'openclaw-probe', mode: 'probe' };
  const scopesWith = async (controlUi: object): Promise<unknown> => {
    await using gateway = await startGateway({ options: { auth, controlUi } });
    using raw = await openRaw(gateway.url);
    const scopes = ['operator.admin'];
    const { payload } = await raw.connect({ ...withToken, client, scopes, minProtocol: 3 });
    return (payload as { auth: { scopes: unknown } }).auth.scopes;
  };
  assert.deepEqual(await scopesWith({}), []);
  assert.deepEqual(await scopesWith({ dangerouslyDisableDeviceAuth: true }), ['operator.admin']);
});

requirement('node-device', async () => {
  await using gateway = await startGateway({ options: { auth } });
  using raw = await openRaw(gateway.url);
  const { error } = await raw.connect({ ...withToken, role: 'node' });
  assert.deepEqual(
    [error?.code, error?.details?.['code']],
    ['NOT_PAIRED', 'DEVICE_IDENTITY_REQUIRED'],
  );
});

requirement('scopes-granted', async () => {
  await using gateway = await startGateway();
  const scopesFor = async (params: object): Promise<unknown> => {
    using raw = await openRaw(gateway.url);
    return ((await raw.connect(params)).payload as { auth: { scopes: unknown } }).auth.scopes;
  };
  assert.deepEqual(await scopesFor({}), gatewayScopes);
  assert.deepEqual(await scopesFor({ scopes: [] }), []);
  assert.deepEqual(await scopesFor({ scopes: ['operator.read', 'operator.other'] }), [
    'operator.read',
  ]);
});

requirement('hello', async () => {
  await using gateway = await startGateway();
  using raw = await openRaw(gateway.url);
  const { payload } = await raw.connect();
  assert.deepEqual(Value.Errors(HelloOkSchema, payload), []);
  const { features } = payload as { features: { methods: readonly string[] } };
  for (const method of features.methods) {
    const { error } = await raw.call(method, {});
    assert.notEqual(error?.details?.['code'], 'UNKNOWN_METHOD', method);
  }
});

/** What an upgrade is answered with. */
async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const upgrade = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  });
  upgrade.end();
  const [response] = await Promise.race([once(upgrade, 'response'), once(upgrade, 'upgrade')]);
  upgrade.destroy();
  return (response as { statusCode: number }).statusCode;
}
