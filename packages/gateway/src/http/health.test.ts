import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startGateway } from '../testing/start-gateway.ts';

async function get(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('tells its health', async () => {
  await using running = await startGateway();
  for (const path of ['/health', '/healthz']) {
    const { status, body } = await get(running.url + path);
    assert.equal(status, 200);
    assert.equal(body['ok'], true);
    assert.equal(body['status'], 'healthy');
    assert.equal(body['version'], '1.2.3');
    assert.deepEqual(body['agents'], ['main']);
    assert.equal(body['model'], 'homarus/offline');
  }
  const head = await fetch(`${running.url}/health`, { method: 'HEAD' });
  assert.equal(head.status, 200);
});

test('without memory it is degraded and not ready', async () => {
  await using running = await startGateway();
  assert.deepEqual((await get(`${running.url}/ready`)).body, { ready: true, missing: [] });
  running.memory.isBroken = true;
  const health = await get(`${running.url}/health`);
  assert.equal(health.status, 200);
  assert.equal(health.body['status'], 'degraded');
  const message = 'memory: The notebook is closed.';
  assert.deepEqual(health.body['reasons'], [message]);
  assert.deepEqual(health.body['issues'], [{ code: 'memory_away', message }]);
  const ready = await get(`${running.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual(ready.body['missing'], ['memory: The notebook is closed.']);
});
