import assert from 'node:assert/strict';
import { test } from 'node:test';

import { errorOf, sha256, testServer } from './testing/test-server.ts';

test('without keys a foreign Host is refused on every path, and so is a missing one', async () => {
  const { send, server, memory } = testServer();
  for (const path of ['/api/v1/health', '/api/v1/compose', '/nothing']) {
    const answer = await send(path, { headers: { host: 'rebound.example:8090' } });
    assert.deepEqual([answer.status, errorOf(answer).code], [403, 'forbidden'], path);
    assert.equal((await server.fetch(new Request(`http://127.0.0.1${path}`))).status, 403);
  }
  assert.deepEqual(memory.calls, []);
});

const origins: readonly (readonly [origin: string, host: string, status: number])[] = [
  ['http://127.0.0.1:8090', '127.0.0.1:8090', 200],
  ['http://localhost', 'localhost', 200],
  ['http://localhost', 'localhost:80', 200],
  ['https://memory.localhost', 'memory.localhost:443', 200],
  ['http://[::1]:8090', '[::1]:8090', 200],
  ['http://127.0.0.1:3000', '127.0.0.1:8090', 403],
  ['http://localhost:8090', '127.0.0.1:8090', 403],
  ['http://127.0.0.1', '127.0.0.1:8090', 403],
  ['https://example.com', '127.0.0.1:8090', 403],
  ['null', '127.0.0.1:8090', 403],
  ['', '127.0.0.1:8090', 403],
  ['file://', '127.0.0.1:8090', 403],
  ['chrome-extension://abc', '127.0.0.1:8090', 403],
];

for (const [origin, host, status] of origins) {
  test(`without keys a page of "${origin}" gets ${status} from ${host}`, async () => {
    const { post, memory } = testServer();
    const answer = await post('search_memory', { query: 'x' }, { headers: { host, origin } });
    assert.equal(answer.status, status);
    assert.equal(memory.calls.length, status === 200 ? 1 : 0);
  });
}

function keyedServer() {
  return testServer(
    {},
    {
      auth: {
        mode: 'key',
        keys: [
          { hash: sha256('root-key'), accountId: 'acct-root', role: 'root' },
          { hash: sha256('admin-key').toUpperCase(), accountId: 'acct-zh', role: 'admin' },
          { hash: sha256('member-key'), accountId: 'acct-a', role: 'member' },
        ],
      },
    },
  );
}

test('a key opens its own account, in either header, from any host', async () => {
  const credentials: readonly (readonly [header: string, value: string, account: string])[] = [
    ['authorization', 'Bearer member-key', 'acct-a'],
    ['authorization', 'bearer   root-key', 'acct-root'],
    ['x-api-key', 'admin-key', 'acct-zh'],
  ];
  for (const [header, value, accountId] of credentials) {
    const { post, memory } = keyedServer();
    const headers = { [header]: value, host: 'memory.example', origin: 'https://app.example' };
    assert.equal((await post('search_memory', { query: 'x' }, { headers })).status, 200);
    assert.deepEqual(memory.calls[0]?.args[0], { accountId, userId: 'u-default', agentId: 'main' });
  }
});

test('without a valid key the answer is 401, says how to send one, and the body is not read', async () => {
  const credentials: readonly Readonly<Record<string, string>>[] = [
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Bearer' },
    { authorization: 'Basic bWVtYmVyLWtleQ==' },
    { authorization: 'Bearer member-key extra' },
    { authorization: `Bearer ${sha256('member-key')}` },
    { 'x-api-key': '' },
    { 'x-api-key': 'Bearer member-key' },
  ];
  for (const headers of credentials) {
    const { send, memory } = keyedServer();
    const answer = await send('/api/v1/ingest', { method: 'POST', headers, text: '{not json' });
    assert.deepEqual([answer.status, errorOf(answer).code], [401, 'unauthorized']);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="homarus-memory"');
    assert.deepEqual(memory.calls, []);
  }
});

test('no key opens another account, not even the one of the operator', async () => {
  for (const key of ['root-key', 'member-key']) {
    const { post, memory } = keyedServer();
    const headers = { 'x-api-key': key };
    const answer = await post('search_memory', { query: 'x', accountId: 'acct-zh' }, { headers });
    assert.equal(answer.status, 403);
    assert.deepEqual(memory.calls, []);
  }
});

test('health without a key says that it lives, and nothing of what it holds', async () => {
  const { send } = keyedServer();
  const open = await send('/api/v1/health', { headers: { host: 'memory.example' } });
  assert.deepEqual(
    [open.status, open.body],
    [200, { status: 'ok', agfs: false, version: '1.2.3' }],
  );
  const known = await send('/api/v1/health', { headers: { 'x-api-key': 'member-key' } });
  assert.deepEqual(known.body['store'], { messages: 5, memories: 2 });
  const wrong = await send('/api/v1/health', { headers: { 'x-api-key': 'wrong' } });
  assert.equal(wrong.status, 401);
});

test('a hash that is none is refused before the server starts', () => {
  const auth = {
    mode: 'key',
    keys: [{ hash: 'member-key', accountId: 'acct-a', role: 'member' }],
  } as const;
  assert.throws(() => testServer({}, { auth }), { code: 'invalid_request' });
});
