import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { connectHttp, main, spawnHttp } from './support/mcp-client.ts';
import { startMemoryService } from './support/memory-service.ts';

const listTools = {
  method: 'POST',
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
};
const kinds = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

test('over HTTP with a token: both kinds of clients work, a wrong token is 401', async () => {
  await using service = await startMemoryService();
  await using endpoint = await spawnHttp({ OGMEM_URL: service.url, HOMARUS_MCP_TOKEN: 'hush' });
  for (const mode of ['legacy', 'auto'] as const) {
    await using server = await connectHttp(endpoint.url, 'hush', mode);
    const stored = await server.call('memory_store', { text: `我喜欢喝乌龙茶 ${mode}` });
    assert.equal(stored.isError, false);
    const found = await server.call('memory_recall', { query: '茶' });
    assert.match(found.text, /乌龙茶/u);
    assert.match((await server.call('memory_recall', { query: '' })).text, /query/u);
  }
  for (const headers of [{}, { authorization: 'Bearer hus' }]) {
    const answer = await fetch(endpoint.url, { ...listTools, headers: { ...kinds, ...headers } });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/u);
    const body = (await answer.json()) as { readonly error: { readonly message: string } };
    assert.match(body.error.message, /HOMARUS_MCP_TOKEN/u);
  }
  await assert.rejects(connectHttp(endpoint.url, 'wrong'));
});

test('without a token programs of this machine are heard, and no page', async () => {
  await using service = await startMemoryService();
  await using endpoint = await spawnHttp({ OGMEM_URL: service.url });
  await using server = await connectHttp(endpoint.url);
  assert.equal((await server.call('memory_list')).details['total'], 0);
  const ask = (headers: Record<string, string>) =>
    fetch(endpoint.url, { ...listTools, headers: { ...kinds, ...headers } });
  assert.equal((await ask({ origin: 'https://evil.example' })).status, 403);
  const rubbish = await fetch(endpoint.url, { method: 'POST', body: '{', headers: kinds });
  assert.equal(rubbish.status, 400);
  assert.equal((await fetch(endpoint.url.replace('/mcp', '/'))).status, 404);
  assert.equal((await ask({})).status, 200);
});

test('an address beside loopback needs a token; slips on the command line are named', () => {
  const run = (...args: readonly string[]) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...args], {
      encoding: 'utf8',
      env: {},
    });
    return { status, stderr, stdout };
  };
  const open = run('--http', '--host', '0.0.0.0', '--port', '0');
  assert.deepEqual([open.status, open.stdout], [2, '']);
  assert.match(open.stderr, /HOMARUS_MCP_TOKEN/u);
  assert.match(run('--port', '1').stderr, /--http/u);
  assert.match(run('--http', '--port', 'many').stderr, /not many/u);
  assert.equal(run('--htp').status, 2);
  const help = run('--help');
  assert.match(help.stdout, /OGMEM_URL/u);
  assert.equal(help.status, 0);
  assert.match(run('--version').stdout, /^\d+\.\d+\.\d+\n$/u);
});
