import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { createGatewayClient } from '@homarus/sdk';
import type { GatewayClient } from '@homarus/sdk';

import { loadConfig } from '../src/config/load.ts';
import { startServices } from '../src/services.ts';
import { testProgram } from './support/gateway-in-process.ts';
import { respond } from './support/http.ts';

const key = { HOMARUS_MEMORY_KEY: 'a-key-of-the-test' };

async function startOne(
  stack: AsyncDisposableStack,
  door: 'gateway' | 'memory',
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-remote-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const config = await loadConfig({
    env: { HOMARUS_HOME: home, ...env },
    overrides: { port: '0', memoryPort: '0' },
  });
  const services = stack.use(
    await startServices({ config, doors: [door], stderrLevel: undefined }),
  );
  return services.urls[door] ?? '';
}

/** A memory with a key, a gateway that uses it, and a client of that. */
async function start() {
  await using stack = new AsyncDisposableStack();
  const memoryUrl = await startOne(stack, 'memory', key);
  const url = await startOne(stack, 'gateway', { OGMEM_URL: memoryUrl, ...key });
  const client = stack.use(createGatewayClient({ url, client: testProgram }));
  await client.connect();
  const owned = stack.move();
  return { url, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function add(client: GatewayClient, text: string): Promise<string> {
  const category = 'user_memory_fact' as const;
  return (await client.call('memory.admin.add', { agentId: 'main', text, category })).id;
}

test('a gateway recalls from a memory elsewhere, with its key', async () => {
  await using gateway = await start();
  await respond(gateway.url, { user: 'lin', input: '我对花生过敏。' });
  // A turn waits 150 ms for what is recalled; a busy machine may need a second one.
  let answer = '';
  while (!answer.includes('花生')) {
    answer = await respond(gateway.url, { user: 'lin', input: '我对什么过敏？' });
  }
  const health = (await (await fetch(`${gateway.url}/health`)).json()) as {
    readonly status: string;
    readonly memory: { readonly store: { readonly messages: number } };
  };
  assert.equal(health.status, 'healthy');
  assert.ok(health.memory.store.messages >= 4);
});

test('the memory panel works on a memory elsewhere', async () => {
  await using gateway = await start();
  const { client } = gateway;
  const agentId = 'main';
  const id = await add(client, 'I live in Paris.');
  await client.call('memory.admin.edit', { agentId, id, content: 'I live in Oslo.' });
  const page = await client.call('memory.admin.list', { agentId, tab: 'user' });
  assert.deepEqual(
    page.items.map(({ text, revision, isDeleted }) => [text, revision, isDeleted]),
    [['I live in Oslo.', 2, false]],
  );
  assert.equal((await client.call('memory.admin.history', { agentId, id })).revisions.length, 2);
  await client.call('memory.admin.undo', { agentId, id });
  await respond(gateway.url, { input: 'Good morning.' });
  const full = await client.call('memory.admin.list', { agentId, tab: 'full' });
  assert.equal(full.total, 2);
  const hour = 3_600_000;
  const overview = await client.call('memory.admin.dashboard', {
    agentId,
    timeFrom: new Date(Date.now() - hour).toISOString(),
    timeTo: new Date(Date.now() + hour).toISOString(),
  });
  assert.deepEqual([overview.total, overview.byKind.user, overview.byKind.full], [3, 1, 2]);
  assert.deepEqual((await client.call('memory.admin.facets', {})).agents, ['main']);
  assert.equal((await client.call('memory.admin.verify', {})).drift, 0);
  assert.equal((await client.call('memory.admin.verify', { all: true })).drift, 0);
  assert.deepEqual((await client.call('memory.admin.queue', { state: 'dead' })).jobs, []);
  assert.equal((await client.call('memory.admin.spaces', { agentId })).model, null);
  const out = await client.call('memory.admin.export', {});
  assert.ok(out.isLast && out.lines.length > 3);
  const back = await client.call('memory.admin.import', { lines: [...out.lines], isLast: true });
  assert.deepEqual([back.report?.isComplete, back.report?.memories], [true, 0]);
  const items = [{ agentId, id }];
  assert.equal((await client.call('memory.admin.delete', { items })).deleted, 1);
});
