import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { StatusResult } from '@homarus/protocol';

import { connectOfficial } from '../../testing/official-client.ts';
import { startGateway } from '../../testing/start-gateway.ts';

test('status tells of the process and of its machine', async () => {
  const token = 'a-token-of-our-own';
  await using gateway = await startGateway({ options: { auth: { mode: 'token', token } } });
  await using official = await connectOfficial(gateway.url, { token });
  const status = await official.client.request<StatusResult>('status', {});
  assert.equal(status.status, 'healthy');
  assert.equal(status.pid, process.pid);
  assert.ok(status.processMemory.rssBytes > status.processMemory.heapUsedBytes);
  assert.ok(status.machine.load >= 0);
  assert.ok(status.machine.processors >= 1);
});
