import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import type { Memory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import type { AuditAnswer } from '@homarus/protocol';

import { type Answer, errorOf, sha256, testServer } from './testing/test-server.ts';

const rootKey = 'root-key-of-the-configuration';

/** A server over a real engine, with a root key of `acct-demo`. */
function erasingServer() {
  const clock = manualClock();
  const store = memoryMemoryStore({ clock });
  const parts = { clock, ids: sequentialIds(), log: silentLogger };
  const memory: Memory = createMemory({ ...parts, store, jobs: store });
  const auth = {
    mode: 'key',
    keys: [{ hash: sha256(rootKey), accountId: 'acct-demo', role: 'root' }],
  } as const;
  const { send } = testServer({}, { auth }, { memory, clock });
  const call = (method: string, path: string, body?: object, key = rootKey): Promise<Answer> =>
    send(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { text: JSON.stringify(body) }),
    });
  const must = async (...request: Parameters<typeof call>): Promise<Answer['body']> => {
    const { status, body } = await call(...request);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const makeKey = async (accountId: string, body: object): Promise<string> => {
    await call('POST', '/admin/accounts', { accountId });
    return String((await must('POST', `/admin/accounts/${accountId}/keys`, body))['secret']);
  };
  const tell = (key: string, userId: string) =>
    must(
      'POST',
      '/after_turn',
      {
        userId,
        sessionId: `s-${userId}`,
        messages: [{ role: 'user', content: `I keep turquoise paint, said ${userId}.` }],
        wait: true,
      },
      key,
    );
  const find = async (key: string, userId: string): Promise<number> => {
    const body = { userId, query: 'turquoise paint' };
    return ((await must('POST', '/search_memory', body, key))['hits'] as readonly unknown[]).length;
  };
  const audit = async (accountId: string): Promise<readonly string[]> => {
    const { rows } = await must('GET', `/admin/accounts/${accountId}/audit`);
    return (rows as readonly AuditAnswer[]).map(({ action }) => action);
  };
  return { call, must, makeKey, tell, find, audit, memory, store, clock };
}

test('an erased user leaves nothing that could be found, and may begin anew', async () => {
  const { call, must, makeKey, tell, find, audit, store } = erasingServer();
  const key = await makeKey('acct-a', { role: 'admin' });
  const own = await makeKey('acct-a', { userId: 'alice' });
  await tell(key, 'alice');
  await tell(key, 'bob');
  assert.ok((await find(own, 'alice')) > 0);
  const path = '/admin/accounts/acct-a/users/alice';
  assert.deepEqual(errorOf(await call('DELETE', path, undefined, key)), {
    code: 'invalid_request',
    path: 'confirm',
  });
  const { rows } = await must('DELETE', `${path}?confirm=alice`, undefined, key);
  assert.ok(Number(rows) > 0);
  assert.equal((await call('POST', '/search_memory', { query: 'x' }, own)).status, 401);
  assert.equal(await find(key, 'alice'), 0);
  assert.ok((await find(key, 'bob')) > 0);
  assert.equal((await store.getStats()).drift, 0);
  await tell(key, 'alice');
  assert.ok((await find(key, 'alice')) > 0);
  assert.deepEqual((await audit('acct-a')).slice(0, 2), ['user.delete', 'user.disable']);
});

test('what was handed over before the erasure is refused when it arrives after; what is imported is not', async () => {
  const { call, must, makeKey, tell, clock } = erasingServer();
  const key = await makeKey('acct-a', { role: 'admin' });
  await tell(key, 'alice');
  const sentAt = clock.now();
  clock.advance(1_000);
  await must('DELETE', '/admin/accounts/acct-a/users/alice?confirm=alice', undefined, key);
  const scope = { userId: 'alice', sessionId: 's' };
  const messages = [{ role: 'user', content: 'I keep turquoise paint.', createdAt: 1_000 }];
  const calls = ['/after_turn', '/ingest', '/ingest_batch', '/bootstrap', '/sessions/s/messages'];
  for (const path of calls) {
    const { status, body } = await call('POST', path, { ...scope, messages, sentAt }, key);
    const { code, details } = body['error'] as { readonly code: string; readonly details: object };
    assert.deepEqual([status, code], [409, 'conflict'], path);
    assert.partialDeepStrictEqual(details, { reason: 'erased', path: 'sentAt' });
  }
  const said = { userId: 'alice', text: 'I keep turquoise paint.', saidAt: sentAt };
  assert.equal((await call('POST', '/remember', said, key)).status, 409);
  const others = [{}, { sentAt, userId: 'bob' }, { sentAt: clock.now() + 1, sessionId: 'anew' }];
  for (const other of others) {
    const { ingested } = await must('POST', '/ingest', { ...scope, messages, ...other }, key);
    assert.equal(ingested, 1);
  }
});

test('an erased account is gone with its keys; another account does not notice', async () => {
  const { call, must, makeKey, tell, find, audit, memory } = erasingServer();
  const [gone, kept] = [await makeKey('acct-a', {}), await makeKey('acct-b', { role: 'admin' })];
  await tell(gone, 'alice');
  await tell(kept, 'alice');
  const path = '/admin/accounts/acct-a?confirm=acct-a';
  assert.equal((await call('DELETE', path, undefined, kept)).status, 403);
  await must('DELETE', path);
  assert.equal((await call('POST', '/search_memory', { query: 'x' }, gone)).status, 401);
  assert.ok((await find(kept, 'alice')) > 0);
  assert.equal((await call('DELETE', path)).status, 404);
  const { checked, drift } = await memory.maintenance.verify({ accountId: 'acct-a' });
  assert.deepEqual([checked, drift], [0, 0]);
  await makeKey('acct-a', {});
  assert.deepEqual((await audit('acct-a')).slice(1, 4), [
    'account.create',
    'account.delete',
    'account.disable',
  ]);
});

test("the caller's own account is made anew, empty", async () => {
  const { must, call, tell, find } = erasingServer();
  await call('POST', '/admin/accounts', { accountId: 'acct-demo' });
  await tell(rootKey, 'alice');
  await must('DELETE', '/admin/accounts/acct-demo?confirm=acct-demo');
  assert.equal(await find(rootKey, 'alice'), 0);
  const { accounts } = await must('GET', '/admin/accounts');
  assert.equal((accounts as readonly unknown[]).length, 1);
});
