import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { AuditAnswer, KeyAnswer, UserAnswer } from '@homarus/protocol';

import { type Answer, errorOf, sha256, testServer } from './testing/test-server.ts';

const rootKey = 'root-key-of-the-configuration';

/** A server with a configured root key and the accounts `acct-a` and `acct-b`. */
async function keyedServer() {
  const hash = sha256(rootKey);
  const auth = { mode: 'key', keys: [{ hash, accountId: 'acct-demo', role: 'root' }] } as const;
  const server = testServer({}, { auth });
  const call = (key: string, method: string, path: string, body?: object): Promise<Answer> =>
    server.send(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { text: JSON.stringify(body) }),
    });
  for (const accountId of ['acct-a', 'acct-b']) {
    const made = await call(rootKey, 'POST', '/admin/accounts', { accountId });
    assert.equal(made.status, 200, JSON.stringify(made.body));
  }
  const makeKey = async (accountId: string, body: object, by = rootKey) => {
    const made = await call(by, 'POST', `/admin/accounts/${accountId}/keys`, body);
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return made.body as unknown as { readonly key: KeyAnswer; readonly secret: string };
  };
  const audit = async (accountId: string): Promise<readonly (readonly string[])[]> => {
    const { body } = await call(rootKey, 'GET', `/admin/accounts/${accountId}/audit`);
    const rows = body['rows'] as readonly AuditAnswer[];
    return rows.map(({ actor, action, target, outcome }) => [actor, action, target, outcome]);
  };
  return { ...server, call, makeKey, audit };
}

test('a key is shown once, kept as a hash, and opens its account until it is revoked', async () => {
  const { admin, call, makeKey, memory, audit } = await keyedServer();
  const { key, secret } = await makeKey('acct-a', { label: 'CI' });
  assert.match(secret, /^hm_[\w-]{43}$/u);
  assert.deepEqual([key.prefix, key.role, key.label], [secret.slice(0, 11), 'member', 'CI']);
  const listed = await call(rootKey, 'GET', '/admin/accounts/acct-a/keys');
  assert.ok(!JSON.stringify(listed.body).includes(secret.slice(11)));
  assert.ok(!JSON.stringify(listed.body).includes(sha256(secret)));
  assert.equal((await admin.findKeyByHash(sha256(secret)))?.id, key.id);

  assert.equal((await call(secret, 'POST', '/search_memory', { query: 'x' })).status, 200);
  assert.partialDeepStrictEqual(memory.calls[0]?.args[0], { accountId: 'acct-a' });

  const revoked = await call(rootKey, 'DELETE', `/admin/accounts/acct-a/keys/${key.id}`);
  assert.equal(revoked.status, 200);
  assert.equal((await call(secret, 'POST', '/search_memory', { query: 'x' })).status, 401);
  assert.deepEqual(await audit('acct-a'), [
    ['configured', 'key.revoke', key.id, 'ok'],
    ['configured', 'key.create', key.id, 'ok'],
    ['configured', 'account.create', 'acct-a', 'ok'],
  ]);
});

test('the use of a key is noted to the minute', async () => {
  const { call, makeKey, admin, clock } = await keyedServer();
  const { key, secret } = await makeKey('acct-a', {});
  const first = clock.now();
  const use = () => call(secret, 'POST', '/search_memory', { query: 'x' });
  const noted = async () => (await admin.listKeys('acct-a'))[0]?.lastUsedAt;
  await use();
  assert.deepEqual([await noted(), key.lastUsedAt], [first, undefined]);
  clock.advance(59_000);
  await use();
  assert.equal(await noted(), first);
  clock.advance(1000);
  await use();
  assert.equal(await noted(), first + 60_000);
});

test('a foreign account or user is 403 and stands in the audit log', async () => {
  const { call, makeKey, audit, memory } = await keyedServer();
  const member = await makeKey('acct-a', { userId: 'alice' });
  const foreign = [
    { query: 'x', accountId: 'acct-b' },
    { query: 'x', userId: 'bob' },
    { query: 'x', user_id: 'bob' },
  ];
  for (const body of foreign) {
    const answer = await call(member.secret, 'POST', '/search_memory', body);
    assert.deepEqual([answer.status, errorOf(answer).code], [403, 'forbidden']);
  }
  assert.equal(memory.calls.length, 0);
  const denied = 'POST /api/v1/search_memory';
  assert.deepEqual((await audit('acct-a')).slice(0, 3), [
    [member.key.id, 'access.denied', `${denied} userId=bob`, 'denied'],
    [member.key.id, 'access.denied', `${denied} userId=bob`, 'denied'],
    [member.key.id, 'access.denied', `${denied} accountId=acct-b`, 'denied'],
  ]);
  await call(member.secret, 'POST', '/search_memory', { query: 'x' });
  assert.partialDeepStrictEqual(memory.calls[0]?.args[0], { accountId: 'acct-a', userId: 'alice' });
});

/** What each role may call, by the account that its path names. */
const allowed: readonly (readonly [role: string, method: string, path: string, status: number])[] =
  [
    ['member', 'GET', '/admin/accounts', 403],
    ['member', 'GET', '/admin/accounts/acct-a/keys', 403],
    ['member', 'GET', '/admin/accounts/acct-a/audit', 403],
    ['admin', 'GET', '/admin/accounts', 403],
    ['admin', 'PATCH', '/admin/accounts/acct-a', 403],
    ['admin', 'GET', '/admin/accounts/acct-a/users', 200],
    ['admin', 'GET', '/admin/accounts/acct-a/agents', 200],
    ['admin', 'GET', '/admin/accounts/acct-a/keys', 200],
    ['admin', 'GET', '/admin/accounts/acct-a/audit', 200],
    ['admin', 'GET', '/admin/accounts/acct-b/users', 403],
    ['admin', 'GET', '/admin/accounts/acct-b/keys', 403],
    ['admin', 'GET', '/admin/accounts/acct-none/keys', 403],
    ['root', 'GET', '/admin/accounts', 200],
    ['root', 'GET', '/admin/accounts/acct-b/keys', 200],
    ['root', 'GET', '/admin/accounts/acct-none/keys', 404],
  ];

for (const [role, method, path, status] of allowed) {
  test(`the role ${role} gets ${status} from ${method} ${path}`, async () => {
    const { call, makeKey } = await keyedServer();
    const { secret } = await makeKey('acct-a', { role });
    const body = method === 'PATCH' ? {} : undefined;
    assert.equal((await call(secret, method, path, body)).status, status);
  });
}

test('nobody makes or revokes a key that may more than their own', async () => {
  const { call, makeKey } = await keyedServer();
  const root = await makeKey('acct-a', { role: 'root' });
  const admin = await makeKey('acct-a', { role: 'admin' });
  const keys = '/admin/accounts/acct-a/keys';
  assert.equal((await call(admin.secret, 'POST', keys, { role: 'root' })).status, 403);
  assert.equal((await call(admin.secret, 'POST', keys, { role: 'admin' })).status, 200);
  assert.equal((await call(admin.secret, 'DELETE', `${keys}/${root.key.id}`)).status, 403);
  assert.equal((await call(admin.secret, 'DELETE', `${keys}/key_none`)).status, 404);
  const bound = await call(rootKey, 'POST', keys, { role: 'admin', userId: 'alice' });
  assert.deepEqual([bound.status, errorOf(bound).path], [400, 'userId']);
});

test('a disabled account or user is refused, and comes back with all it had', async () => {
  const { call, makeKey, clock } = await keyedServer();
  const { secret } = await makeKey('acct-a', {});
  const use = async () =>
    (await call(secret, 'POST', '/search_memory', { query: 'x', userId: 'alice' })).status;
  const disable = async (path: string, disabled: boolean) =>
    (await call(rootKey, 'PATCH', path, { disabled })).status;
  assert.equal(await use(), 200);
  for (const [path, status] of [
    ['/admin/accounts/acct-a', 401],
    ['/admin/accounts/acct-a/users/alice', 403],
  ] as const) {
    assert.equal(await disable(path, true), 200, path);
    assert.equal(await use(), status);
    clock.advance(1);
    assert.equal(await disable(path, false), 200);
    assert.equal(await use(), 200);
  }
});

test('users and agents stand in the lists from their first call on', async () => {
  const { call, makeKey } = await keyedServer();
  const { secret } = await makeKey('acct-a', { role: 'admin' });
  await call(secret, 'POST', '/search_memory', { query: 'x', userId: '小林', agentId: 'coder' });
  await call(secret, 'POST', '/admin/accounts/acct-a/users', { userId: 'alice', name: 'Alice' });
  const again = await call(secret, 'POST', '/admin/accounts/acct-a/users', { userId: '小林' });
  assert.equal(again.status, 409);
  const { body } = await call(secret, 'GET', '/admin/accounts/acct-a/users');
  assert.deepEqual(
    (body['users'] as readonly UserAnswer[]).map(({ userId, name }) => [userId, name]),
    [
      ['alice', 'Alice'],
      ['小林', undefined],
    ],
  );
});

test('without keys the local caller is root, so that the first key can be made', async () => {
  const { send } = testServer();
  const text = JSON.stringify({ accountId: 'acct-a', name: '甲' });
  assert.equal((await send('/api/v1/admin/accounts', { method: 'POST', text })).status, 200);
  const keys = '/api/v1/admin/accounts/acct-a/keys';
  const made = await send(keys, { method: 'POST', text: JSON.stringify({ role: 'root' }) });
  assert.match(String(made.body['secret']), /^hm_/u);
});

test('a store that cannot write its log does not let a refused call through', async () => {
  const { call, makeKey, admin, log } = await keyedServer();
  const { secret } = await makeKey('acct-a', {});
  admin.appendAudit = () => Promise.reject(new Error('disk full'));
  const answer = await call(secret, 'POST', '/search_memory', { query: 'x', accountId: 'b' });
  assert.equal(answer.status, 403);
  assert.ok(log.lines.some(({ level }) => level === 'error'));
});

test('every answer carries the id of its request', async () => {
  const { send } = testServer();
  const own = await send('/api/v1/health');
  assert.match(own.headers.get('x-request-id') ?? '', /^req_/u);
  const given = { 'x-request-id': 'trace-7' };
  for (const path of ['/api/v1/health', '/nothing']) {
    const answer = await send(path, { headers: given });
    assert.equal(answer.headers.get('x-request-id'), 'trace-7');
  }
  const refused = await send('/api/v1/ingest', { method: 'POST', headers: given, text: '{' });
  assert.deepEqual([refused.status, refused.headers.get('x-request-id')], [400, 'trace-7']);
  const unfit = await send('/api/v1/health', { headers: { 'x-request-id': 'a b' } });
  assert.match(unfit.headers.get('x-request-id') ?? '', /^req_/u);
});
