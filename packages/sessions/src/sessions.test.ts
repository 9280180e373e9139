import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ModelMessage } from '@homarus/agent';
import { hasCode } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';

import type { SessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { memorySessionStore } from './testing/index.ts';

const alice = { key: 'agent:main:main', agentId: 'main', userId: 'u-alice' };

function setUp(store: SessionStore = memorySessionStore()) {
  const clock = manualClock(1000);
  const ids = sequentialIds();
  return { clock, store, sessions: createSessions({ store, clock, ids }, { accountId: 'acct-a' }) };
}

function says(role: 'user' | 'assistant', text: string): ModelMessage {
  return { role, content: [{ type: 'text', text }] };
}

const failsWith = (code: ErrorCode) => (error: unknown) => hasCode(error, code);

test('a key is opened once and is the same session from then on', async () => {
  const { sessions, clock } = setUp();
  const opened = await sessions.open(alice);
  assert.deepEqual(opened, {
    ...alice,
    accountId: 'acct-a',
    sessionId: 'ses_000001',
    createdAt: 1000,
    updatedAt: 1000,
    facts: {},
  });
  clock.advance(5);
  assert.equal((await sessions.open(alice)).sessionId, opened.sessionId);
  assert.deepEqual(await sessions.getById(opened.sessionId), opened);
  assert.equal((await sessions.getByKey(alice.key))?.sessionId, opened.sessionId);
});

test('many who open a new key at once get one session', async () => {
  const { sessions } = setUp();
  const opened = await Promise.all(Array.from({ length: 20 }, () => sessions.open(alice)));
  assert.equal(new Set(opened.map(({ sessionId }) => sessionId)).size, 1);
});

test('a key that another process made meanwhile is taken as it is', async () => {
  const store = memorySessionStore();
  const racing: SessionStore = {
    ...store,
    create: async (record) => {
      await store.create({ ...record, sessionId: 'ses_theirs' });
      await store.create(record);
    },
  };
  const { sessions } = setUp(racing);
  assert.equal((await sessions.open(alice)).sessionId, 'ses_theirs');
});

test("another person's session, another agent's key and a malformed key are refused", async () => {
  const { sessions } = setUp();
  await sessions.open(alice);
  await assert.rejects(sessions.open({ ...alice, userId: 'u-bob' }), failsWith('forbidden'));
  await assert.rejects(sessions.open({ ...alice, agentId: 'work' }), failsWith('invalid_request'));
  await assert.rejects(sessions.open({ ...alice, key: 'main' }), failsWith('invalid_request'));
});

test('accounts do not see each other', async () => {
  const { sessions, store, clock } = setUp();
  const { sessionId } = await sessions.open(alice);
  const others = createSessions({ store, clock, ids: sequentialIds() }, { accountId: 'acct-b' });
  assert.equal(await others.getById(sessionId), undefined);
  assert.equal(await others.getByKey(alice.key), undefined);
  assert.deepEqual(await others.getHistory(sessionId), []);
});

test('of two processes that reset one key at once, one wins', async () => {
  const { sessions, store, clock } = setUp();
  const first = await sessions.open(alice);
  const racing: SessionStore = {
    ...store,
    create: async (record, replaces) => {
      await store.create({ ...record, sessionId: 'ses_theirs' }, replaces);
      await store.create(record, replaces);
    },
  };
  const others = createSessions(
    { store: racing, clock, ids: sequentialIds() },
    { accountId: first.accountId },
  );
  await assert.rejects(others.reset(alice.key), failsWith('conflict'));
  assert.equal((await sessions.getByKey(alice.key))?.sessionId, 'ses_theirs');
});

test('a reset gives the key a new session of the same person; the old stays readable', async () => {
  const { sessions } = setUp();
  const old = await sessions.open(alice);
  await sessions.begin(old, undefined, [{ message: says('user', 'remember this') }]);
  const fresh = await sessions.reset(alice.key);
  assert.notEqual(fresh.sessionId, old.sessionId);
  assert.equal(fresh.userId, alice.userId);
  assert.equal((await sessions.open(alice)).sessionId, fresh.sessionId);
  assert.deepEqual(await sessions.getHistory(fresh.sessionId), []);
  assert.equal((await sessions.getHistory(old.sessionId)).length, 1);
  await assert.rejects(sessions.reset('agent:main:nobody'), failsWith('not_found'));
});

test('a run logs its beginning, its middle and its end', async () => {
  const { sessions, clock } = setUp();
  const session = await sessions.open(alice);
  const { run } = await sessions.begin(session, 'my-key', [{ message: says('user', '在吗') }]);
  assert.equal(run.status, 'running');
  clock.advance(10);
  await sessions.append(run, [{ message: says('assistant', '在'), isEcho: true }]);
  clock.advance(10);
  const ended = await sessions.finish(run, {
    status: 'done',
    isRemembered: false,
    entries: [{ message: says('assistant', '再见'), createdAt: 7 }],
  });
  assert.equal(ended.status, 'done');
  assert.equal(ended.endedAt, 1020);
  assert.deepEqual(await sessions.getRun('my-key'), ended);
  const entries = await sessions.getRunEntries('my-key');
  assert.deepEqual(
    entries.map(({ position, runId, createdAt, isEcho }) => [position, runId, createdAt, isEcho]),
    [
      [0, 'my-key', 1000, false],
      [1, 'my-key', 1010, true],
      [2, 'my-key', 7, false],
    ],
  );
  assert.deepEqual(await sessions.getHistory(session.sessionId), entries);
  const page = await sessions.getHistory(session.sessionId, { limit: 1, beforePosition: 2 });
  assert.deepEqual(page, entries.slice(1, 2));
  await assert.rejects(sessions.begin(session, 'my-key', []), failsWith('conflict'));
});

test('a log holds JSON only: bytes become base64, addresses text', async () => {
  const { sessions } = setUp();
  const session = await sessions.open(alice);
  const file = { type: 'file', mediaType: 'image/png' } as const;
  const url = new URL('https://example.com/a.png');
  const message: ModelMessage = {
    role: 'user',
    content: [
      { ...file, data: { type: 'data', data: new Uint8Array([1, 2, 3]) } },
      { ...file, data: { type: 'data', data: Buffer.from([1, 2, 3]) } },
      { ...file, data: { type: 'url', url } },
    ],
  };
  await sessions.begin(session, undefined, [{ message }]);
  const [entry] = await sessions.getHistory(session.sessionId);
  assert.deepEqual(entry?.message, {
    role: 'user',
    content: [
      { ...file, data: { type: 'data', data: 'AQID' } },
      { ...file, data: { type: 'data', data: 'AQID' } },
      { ...file, data: { type: 'url', url: 'https://example.com/a.png' } },
    ],
  });
});

test('after a crash, runs that were running have failed, and the memory gets what it lacks', async () => {
  const { sessions, store } = setUp();
  const session = await sessions.open(alice);
  const begin = async (runId: string) =>
    sessions.begin(session, runId, [{ message: says('user', runId) }]);
  await sessions.finish((await begin('remembered')).run, { status: 'done', isRemembered: true });
  await sessions.finish((await begin('forgotten')).run, { status: 'done', isRemembered: false });
  await begin('cut');

  const { sessions: restarted } = setUp(store);
  const recovered = await restarted.recover();
  assert.deepEqual(
    recovered.map(({ runId, status }) => [runId, status]),
    [
      ['forgotten', 'done'],
      ['cut', 'failed'],
    ],
  );
  assert.equal(typeof (await restarted.getRun('cut'))?.error, 'string');
  assert.equal((await restarted.getRunEntries('cut')).length, 1);
  for (const { runId } of recovered) await restarted.markRemembered(runId);
  assert.deepEqual(await restarted.listUnsettledRuns(), []);
  assert.deepEqual(await restarted.recover(), []);
});
