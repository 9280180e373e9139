import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';

import { startGateway } from '../testing/start-gateway.ts';

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

test('an address that shows too many wrong secrets is not heard, whatever it shows, on any path', async () => {
  const auth = { mode: 'password', password: 'sesame-1' } as const;
  await using running = await startGateway({ options: { auth, attempts: { maxFailures: 3 } } });
  const ask = (path: string, authorization?: string) =>
    fetch(running.url + path, authorization === undefined ? {} : { headers: { authorization } });
  const wrong = ['/v1/models', '/tools/invoke', '/plugins/memory/api/list'];
  for (const path of wrong) assert.equal((await ask(path, 'Bearer guess')).status, 401, path);
  for (const path of wrong) {
    const refused = await ask(path, 'Bearer sesame-1');
    assert.equal(refused.status, 429, path);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
  }
  assert.equal((await ask('/v1/models')).status, 401, 'no secret is no guess');
  assert.equal((await ask('/health')).status, 200);
  const elsewhere = new Request(`${running.url}/v1/models`, {
    headers: { authorization: 'Bearer sesame-1' },
  });
  assert.equal((await running.gateway.fetch(elsewhere, '192.0.2.7')).status, 200);
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
