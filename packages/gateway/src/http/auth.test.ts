import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { startGateway } from '../testing/start-gateway.ts';
import { checkLocalCaller, isLoopbackHost } from './host-guard.ts';

test('knows the names of this machine', () => {
  const own = [
    'localhost',
    'LOCALHOST:18789',
    'homarus.localhost',
    'a.b.localhost:80',
    '127.0.0.1',
    '127.1.2.3:65535',
    '[::1]',
    '[::1]:18789',
  ];
  const foreign = [
    '',
    'example.org',
    'localhost.example.org',
    '127.0.0.1.example.org',
    'evil-localhost',
    '.localhost',
    '127.0.0.256',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:80:80',
    '127.0.0.1:',
    '127.1',
    '10.0.0.1',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
    '::1',
    'localhost@example.org',
    'localhost/x',
  ];
  for (const host of own) assert.ok(isLoopbackHost(host), host);
  for (const host of foreign) assert.ok(!isLoopbackHost(host), host);
});

test('without a token only the own page may call', () => {
  const call = (headers: Record<string, string>) => () => checkLocalCaller(new Headers(headers));
  assert.doesNotThrow(call({ host: '127.0.0.1:18789' }));
  assert.doesNotThrow(call({ host: 'localhost:18789', origin: 'http://localhost:18789' }));
  assert.doesNotThrow(call({ host: 'localhost:80', origin: 'http://localhost' }));
  const refused: readonly Record<string, string>[] = [
    {},
    { host: 'rebound.example.org:18789' },
    { host: 'localhost:18789', origin: 'https://example.org' },
    { host: 'localhost:18789', origin: 'http://localhost:3000' },
    { host: 'localhost:18789', origin: 'http://127.0.0.1:18789' },
    { host: 'localhost:18789', origin: 'null' },
    { host: 'localhost:18789', origin: 'file://localhost:18789' },
  ];
  for (const headers of refused) {
    assert.throws(call(headers), (error) => hasCode(error, 'forbidden'), JSON.stringify(headers));
  }
});

test('mode none refuses a rebound name over a socket, health included', async () => {
  await using running = await startGateway();
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(`${running.url}/health`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  assert.equal(await statusFor('evil.example.org'), 403);
  assert.equal(await statusFor('localhost'), 200);
});

test('mode token asks for the token, but not on the open paths', async () => {
  await using running = await startGateway({
    options: { auth: { mode: 'token', token: 'correct horse' }, pageFolder: import.meta.dirname },
  });
  const ask = (path: string, authorization?: string) =>
    fetch(running.url + path, authorization === undefined ? {} : { headers: { authorization } });
  for (const path of ['/health', '/healthz', '/ready', '/readyz']) {
    assert.equal((await ask(path)).status, 200, path);
  }
  assert.equal((await ask('/')).status, 404);
  const refused = await ask('/v1/models');
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer/u);
  assert.equal((await ask('/v1/models', 'Bearer wrong')).status, 401);
  assert.equal((await ask('/v1/models', 'Basic correct-horse')).status, 401);
  assert.equal((await ask('/anything')).status, 401);
});

test('mode token lets the right token in', async () => {
  await using running = await startGateway({
    options: { auth: { mode: 'token', token: 'sesame-1' } },
  });
  for (const authorization of ['Bearer sesame-1', 'bearer sesame-1']) {
    const response = await fetch(`${running.url}/v1/models`, { headers: { authorization } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});
