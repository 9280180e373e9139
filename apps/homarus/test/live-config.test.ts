import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { createGatewayClient } from '@homarus/sdk';

import { startGatewayInProcess, testProgram } from './support/gateway-in-process.ts';

test('a change over the wire is in the file and in effect', async () => {
  await using gateway = await startGatewayInProcess();
  using client = createGatewayClient({ url: gateway.url, client: testProgram });
  await client.connect();
  const patch = {
    agents: { work: { name: 'Worker', tools: { profile: 'minimal' } } },
    models: [{ name: 'extra', type: 'ollama', path: 'llama3', contextTokens: 9000 }],
    gateway: { queueMode: 'steer', limits: { maxFailures: 3 } },
    developer: { log_level: 'debug' },
  };
  const raw = JSON.stringify(patch);
  const changed = await client.call('config.patch', { raw });
  assert.deepEqual(changed.restartPaths, ['gateway.limits.maxFailures']);
  assert.match(readFileSync(path.join(gateway.home, 'config.yaml'), 'utf8'), /name: Worker/u);
  const { agents } = await client.call('agents.list');
  assert.ok(agents.some(({ id }) => id === 'work'));
  const effective = await client.call('tools.effective', { agentId: 'work' });
  assert.doesNotMatch(JSON.stringify(effective), /web_fetch/u);
  const { models } = await client.call('models.list');
  assert.ok(models.some(({ provider, id }) => `${provider}/${id}` === 'extra/llama3'));
  const created = await client.call('sessions.create', { model: 'extra/llama3' });
  const { session } = await client.call('sessions.describe', { key: created.key });
  assert.partialDeepStrictEqual(session, { contextTokens: 9000, effectiveQueueMode: 'steer' });
});
