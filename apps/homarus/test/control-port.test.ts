import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { createGatewayClient } from '@homarus/sdk';

import { loadConfig } from '../src/config/load.ts';
import { startServices } from '../src/services.ts';
import { testProgram } from './support/gateway-in-process.ts';

test('a second port has the page’s connection, and nothing of the API', async () => {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-control-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const env = { HOMARUS_HOME: home, CONTROL_PORT: '0' };
  const config = await loadConfig({ env, overrides: { port: '0' } });
  const { urls, controlUrl = '' } = stack.use(
    await startServices({ config, doors: ['gateway'], stderrLevel: undefined }),
  );
  assert.notEqual(controlUrl, urls.gateway);
  assert.equal((await fetch(`${controlUrl}/v1/models`)).status, 404);
  assert.equal((await fetch(`${urls.gateway ?? ''}/v1/models`)).status, 200);
  const client = stack.use(createGatewayClient({ url: controlUrl, client: testProgram }));
  await client.connect();
  assert.equal((await client.call('health')).ok, true);
});
