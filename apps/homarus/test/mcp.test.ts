import assert from 'node:assert/strict';
import { test } from 'node:test';
import path from 'node:path';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createMemoryClient } from '@homarus/sdk';

import { loadConfig } from '../src/config/load.ts';
import { startServices } from '../src/services.ts';
import { temporaryHome } from './support/homarus-process.ts';

const main = path.resolve(import.meta.dirname, '../src/main.ts');

async function connect(transport: Transport): Promise<Client & AsyncDisposable> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

/** The official client on a `homarus mcp` process. */
function overStdio(home: string, env: Readonly<Record<string, string>> = {}) {
  return connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [main, 'mcp', '--home', home],
      env: { ...env },
    }),
  );
}

function overHttp(url: string, key?: string) {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }),
  );
}

async function say(client: Client, tool: string, args: Record<string, unknown>): Promise<string> {
  const { content, isError } = await client.callTool({ name: tool, arguments: args });
  const [first] = content;
  const words = first?.type === 'text' ? first.text : '';
  assert.ok(isError !== true, words);
  return words;
}

/** `homarus memory` in this process. */
async function serveMemory(env: Readonly<Record<string, string>>) {
  const config = await loadConfig({ env, overrides: { memoryPort: '0' } });
  const services = await startServices({ config, doors: ['memory'], stderrLevel: undefined });
  return {
    url: services.urls.memory ?? '',
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

test('homarus mcp opens the memory of a home by itself; two at once share it', async () => {
  using home = temporaryHome();
  await using one = await overStdio(home.path);
  await using other = await overStdio(home.path, { OG_AGENT_ID: 'coder' });
  await say(one, 'memory_store', { text: '我对花生过敏' });
  assert.match(await say(other, 'memory_recall', { query: '花生' }), /我对花生过敏/u);
  await say(other, 'memory_store', { text: 'I work at Acme.' });
  assert.match(await say(one, 'memory_compose', { prompt: 'Where do I work?' }), /Acme/u);
});

test('homarus mcp speaks to the service that runs on the home, with its key', async () => {
  using home = temporaryHome();
  const env = {
    HOMARUS_HOME: home.path,
    HOMARUS_MEMORY_KEY: 'a-key-of-the-test',
    OG_USER_ID: 'lin',
  };
  await using service = await serveMemory(env);
  await using client = await overStdio(home.path, env);
  await say(client, 'memory_store', { text: '我住在杭州' });
  const { total } = await createMemoryClient({
    url: service.url,
    apiKey: 'a-key-of-the-test',
  }).memories.list({
    userId: 'lin',
  });
  assert.equal(total, 1);
});

test('homarus mcp goes on by itself when the service on its home ends', async () => {
  using home = temporaryHome();
  const env = { HOMARUS_HOME: home.path, HOMARUS_MEMORY_KEY: 'a-key-of-the-test' };
  const service = await serveMemory(env);
  await using client = await overStdio(home.path, env);
  await say(client, 'memory_store', { text: '我住在杭州' });
  await service[Symbol.asyncDispose]();
  const answers = await Promise.all(
    ['杭州', '我住在哪里？'].map((query) => say(client, 'memory_recall', { query })),
  );
  for (const answer of answers) assert.match(answer, /我住在杭州/u);
});

test('homarus mcp speaks to the memory elsewhere that is configured, and names it when it is away', async () => {
  using home = temporaryHome();
  using elsewhere = temporaryHome();
  const service = await serveMemory({ HOMARUS_HOME: elsewhere.path });
  await using client = await overStdio(home.path, { OGMEM_URL: service.url });
  await say(client, 'memory_store', { text: 'I like green tea.' });
  const { total } = await createMemoryClient({ url: service.url }).memories.list();
  assert.equal(total, 1);
  await service[Symbol.asyncDispose]();
  const away = await client.callTool({ name: 'memory_list', arguments: {} });
  assert.ok(JSON.stringify(away.content).includes(`No memory service answers at ${service.url}`));
});

test('the memory service is an MCP server at /mcp, for the same keys', async () => {
  using home = temporaryHome();
  await using service = await serveMemory({
    HOMARUS_HOME: home.path,
    HOMARUS_MEMORY_KEY: 'a-key-of-the-test',
  });
  await using root = await overHttp(service.url, 'a-key-of-the-test');
  await say(root, 'memory_store', { text: 'I like green tea.' });
  const admin = createMemoryClient({ url: service.url, apiKey: 'a-key-of-the-test' });
  const { secret } = await admin.admin.keys.create('acct-demo', { userId: 'bob' });
  await using bob = await overHttp(service.url, secret);
  assert.match(await say(bob, 'memory_list', {}), /No memory/u);
  await say(bob, 'memory_store', { text: 'Bob likes coffee.' });
  assert.equal((await admin.memories.list({ userId: 'bob' })).total, 1);
  for (const key of [undefined, 'wrong']) {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (key !== undefined) headers['authorization'] = `Bearer ${key}`;
    const answer = await fetch(`${service.url}/mcp`, { method: 'POST', headers, body: '{}' });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/u);
  }
});

test('without keys /mcp answers this machine, and no page', async () => {
  using home = temporaryHome();
  await using service = await serveMemory({ HOMARUS_HOME: home.path });
  await using client = await overHttp(service.url);
  assert.match(await say(client, 'memory_recall', { query: 'tea' }), /Nothing relevant/u);
  const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
  const answer = await fetch(`${service.url}/mcp`, { method: 'POST', headers, body: '{}' });
  assert.equal(answer.status, 403);
});
