import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';
import {
  SessionRowSchema,
  SessionsCreateResultSchema,
  SessionsDeleteResultSchema,
  SessionsResolveResultSchema,
  SessionsSearchResultSchema,
} from '@openclaw/gateway-protocol';
import { Value } from 'typebox/value';
import type { TSchema } from 'typebox';

import { callAs } from '../../testing/call-as.ts';
import { startSessionMethods } from '../../testing/start-session-methods.ts';

const tea = { key: 'agent:main:tea', question: 'Which tea do I like?', answer: 'Oolong 乌龙茶.' };
const reader = callAs({ userId: 'u-ann', scopes: ['operator.read', 'operator.write'] });

function assertFits(schema: TSchema, value: unknown): void {
  assert.deepEqual([...Value.Errors(schema, value)], []);
}

const failsWith = (code: ErrorCode) => (error: unknown) => hasCode(error, code);

interface Row {
  readonly key: string;
  readonly [field: string]: unknown;
}

interface List {
  readonly sessions: readonly Row[];
  readonly [field: string]: unknown;
}

test('the list shows each session as clients expect it', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  const list = (await started.call('sessions.list', {
    includeDerivedTitles: true,
    includeLastMessage: true,
  })) as List;
  const [row] = list.sessions;
  assertFits(SessionRowSchema, row);
  assert.equal(list['totalCount'], 1);
  assert.equal(list['hasMore'], false);
  assert.equal(row?.['derivedTitle'], 'Which tea do I like?');
  assert.equal(row?.['lastMessagePreview'], 'Oolong 乌龙茶.');
  assert.equal(row?.['status'], 'done');
  assert.equal(row?.['runtimeMs'], 1000);
  assert.equal(row?.['isMain'], false);
});

test('pages follow each other by their offset', async () => {
  await using started = startSessionMethods();
  for (const name of ['a', 'b', 'c']) await started.converse({ ...tea, key: `agent:main:${name}` });
  const first = (await started.call('sessions.list', { limit: 2 })) as List;
  assert.deepEqual(
    first.sessions.map(({ key }) => key),
    ['agent:main:c', 'agent:main:b'],
  );
  assert.equal(first['nextOffset'], 2);
  const many = (await started.call('sessions.list', { limit: 10_000 })) as object;
  assert.partialDeepStrictEqual(many, { limitApplied: 1000 });
  const rest = (await started.call('sessions.list', { limit: 2, offset: 2 })) as List;
  assert.deepEqual(
    rest.sessions.map(({ key }) => key),
    ['agent:main:a'],
  );
  assert.equal(rest['nextOffset'], null);
});

test('who is no admin sees their own sessions alone, by whatever method', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  await started.converse({ ...tea, key: 'agent:main:ann', userId: 'u-ann' });
  const list = (await started.call('sessions.list', {}, reader)) as List;
  assert.deepEqual(
    list.sessions.map(({ key }) => key),
    ['agent:main:ann'],
  );
  const { key } = tea;
  assert.deepEqual(await started.call('sessions.describe', { key }, reader), { session: null });
  const preview = await started.call('sessions.preview', { keys: [key] }, reader);
  assert.deepEqual((preview as { readonly previews: unknown }).previews, [
    { key, status: 'missing', items: [] },
  ]);
  for (const name of [
    'sessions.get',
    'sessions.create',
    'sessions.patch',
    'sessions.messages.subscribe',
  ]) {
    await assert.rejects(started.call(name, { key }, reader), failsWith('not_found'), name);
  }
  const foreign = await started.call('sessions.search', { query: 'tea' });
  for (const hit of (foreign as { readonly results: readonly Row[] }).results) {
    assert.equal(hit['sessionKey'], key);
  }
});

test('a session is made, named, pinned, archived and found by its label', async () => {
  await using started = startSessionMethods();
  const made = await started.call('sessions.create', { key: 'notes', label: 'Notes' });
  assertFits(SessionsCreateResultSchema, made);
  const key = 'agent:main:notes';
  await started.call('sessions.patch', { key, pinned: true, model: 'scripted/m2', unread: true });
  const { session } = (await started.call('sessions.describe', { key })) as { session: Row };
  assertFits(SessionRowSchema, session);
  assert.equal(session['pinned'], true);
  assert.equal(session['unread'], true);
  assert.equal(session['model'], 'm2');
  assert.equal(session['modelOverrideSource'], 'user');
  const resolved = await started.call('sessions.resolve', { label: 'Notes' });
  assertFits(SessionsResolveResultSchema, resolved);
  assert.deepEqual(resolved, { ok: true, key, agentId: 'main', displayName: 'Notes' });
  await started.call('sessions.patch', { key, archived: true, label: null, model: null });
  const list = (await started.call('sessions.list')) as List;
  assert.deepEqual(list.sessions, []);
  const archived = (await started.call('sessions.list', { archived: true })) as List;
  assert.equal(archived.sessions[0]?.['displayName'], key);
  assert.deepEqual(
    started.published.map(({ event, payload, audience }) => [
      event,
      (payload as { readonly reason: string }).reason,
      audience.to,
    ]),
    ['create', 'patch', 'patch'].map((reason) => ['sessions.changed', reason, 'session-list']),
  );
});

test('a session that is made with a message starts a turn', async () => {
  await using started = startSessionMethods();
  const made = await started.call('sessions.create', { message: 'Hello', idempotencyKey: 'i-1' });
  assertFits(SessionsCreateResultSchema, made);
  assert.equal((made as Row)['runId'], 'i-1');
  assert.equal(started.sent[0]?.message, 'Hello');
  assert.equal(started.sent[0]?.sessionKey, 'agent:main:chat:i-1');
});

test('what went unread shows, until it is read', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  const { key } = tea;
  const isUnread = async (): Promise<unknown> =>
    ((await started.call('sessions.describe', { key })) as { session: Row }).session['unread'];
  await started.call('sessions.patch', { key, unread: false });
  assert.equal(await isUnread(), false);
  await started.converse(tea);
  assert.equal(await isUnread(), true);
});

test('a reset keeps the facts, and what was said before stays readable and found', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  const { key } = tea;
  await started.call('sessions.patch', { key, label: 'Tea' });
  const old = await started.sessions.getByKey(key);
  const reset = (await started.call('sessions.reset', { key })) as { readonly entry: Row };
  assert.notEqual(reset.entry['sessionId'], old?.sessionId);
  assert.equal(reset.entry['label'], 'Tea');
  assert.deepEqual(started.aborted, [key]);
  const now = (await started.call('sessions.get', { key })) as Row;
  assert.deepEqual(now['messages'], []);
  assert.equal((now['sessions'] as readonly unknown[]).length, 2);
  const before = (await started.call('sessions.get', { sessionId: old?.sessionId })) as Row;
  assert.equal((before['messages'] as readonly unknown[]).length, 2);
  const found = await started.call('sessions.search', { query: '乌龙茶' });
  assertFits(SessionsSearchResultSchema, found);
  const [hit] = (found as { readonly results: readonly Row[] }).results;
  assert.equal(hit?.['sessionId'], old?.sessionId);
  assert.equal(hit?.['sessionKey'], key);
  const stale = { key, expectedSessionId: old?.sessionId };
  await assert.rejects(started.call('sessions.patch', stale), failsWith('conflict'));
});

test('a deleted session leaves the list; the main one cannot be deleted', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  const { key } = tea;
  const session = await started.sessions.getByKey(key);
  const deleted = await started.call('sessions.delete', { key });
  assertFits(SessionsDeleteResultSchema, deleted);
  assert.deepEqual(deleted, { ok: true, key, deleted: true, archived: [session?.sessionId] });
  assert.deepEqual(((await started.call('sessions.list')) as List).sessions, []);
  assert.equal((await started.store.listEntries('acct', session?.sessionId ?? '')).length, 2);
  await started.converse(tea);
  await started.call('sessions.delete', { key, erase: true });
  assert.deepEqual(await started.store.listEntries('acct', session?.sessionId ?? ''), []);
  await started.converse({ ...tea, key: 'agent:main:main' });
  const main = started.call('sessions.delete', { key: 'main' });
  await assert.rejects(main, failsWith('invalid_request'));
});

test('a deleted session takes along what memory learned in it, when that is wanted', async () => {
  await using started = startSessionMethods();
  const told = { userId: 'ann', answer: 'Noted.' };
  await started.converse({ ...told, key: 'agent:main:a', question: 'I live in Oslo.' });
  await started.converse({ ...told, key: 'agent:main:b', question: 'I am allergic to peanuts.' });
  const scope = { accountId: 'acct', userId: 'ann', agentId: 'main' };
  const known = async () => {
    const { memories } = await started.memory.library.list(scope);
    return memories.map(({ attribute }) => attribute);
  };
  assert.equal((await known()).length, 2);
  const deleted = await started.call('sessions.delete', {
    key: 'agent:main:a',
    forgetLearned: true,
  });
  assert.partialDeepStrictEqual(deleted, { deleted: true, forgotten: 1 });
  assert.deepEqual(await known(), ['health.allergy']);
  await started.call('sessions.delete', { key: 'agent:main:b' });
  assert.deepEqual(await known(), ['health.allergy']);
});

test('previews are the last lines of several sessions', async () => {
  await using started = startSessionMethods();
  await started.converse(tea);
  const keys = [tea.key, 'agent:main:none'];
  assert.deepEqual(await started.call('sessions.preview', { keys, maxChars: 20 }), {
    ts: started.clock.now(),
    previews: [
      {
        key: tea.key,
        status: 'ok',
        items: [
          { role: 'user', text: 'Which tea do I like?' },
          { role: 'assistant', text: 'Oolong 乌龙茶.' },
        ],
      },
      { key: 'agent:main:none', status: 'missing', items: [] },
    ],
  });
});

test('a connection subscribes to the list and to sessions, and leaves them', async () => {
  await using started = startSessionMethods();
  const call = callAs();
  const subscribed = (await started.call('sessions.subscribe', {}, call)) as Row;
  assert.equal(subscribed['subscribed'], true);
  assert.ok(subscribed['list']);
  assert.equal(call.subscriptions.hasSessionList, true);
  const key = 'agent:main:main';
  const answer = await started.call('sessions.messages.subscribe', { key: 'main' }, call);
  assert.deepEqual(answer, { subscribed: true, key });
  assert.deepEqual([...call.subscriptions.sessionKeys], [key]);
  await started.call('sessions.messages.unsubscribe', { key }, call);
  assert.equal(call.subscriptions.sessionKeys.size, 0);
});

test('a connection listens to a thousand sessions and to no more', async () => {
  await using started = startSessionMethods();
  const call = callAs();
  const subscribe = (index: number): Promise<unknown> =>
    started.call('sessions.messages.subscribe', { key: `agent:main:room-${index}` }, call);
  for (let index = 0; index < 1000; index += 1) await subscribe(index);
  await subscribe(0);
  await assert.rejects(subscribe(1000), failsWith('rate_limited'));
});

test('turns are sent and aborted by the engine', async () => {
  await using started = startSessionMethods();
  await started.call('sessions.send', { key: 'main', agentId: 'work', message: 'Hi' });
  assert.equal(started.sent[0]?.sessionKey, 'agent:work:main');
  await started.converse(tea);
  const aborted = await started.call('sessions.abort', { key: tea.key, runId: 'run_7' });
  assert.deepEqual(aborted, {
    ok: true,
    abortedRunId: 'run_7',
    runIds: ['run_7'],
    status: 'aborted',
  });
  const compacted = (await started.call('sessions.compact', { key: tea.key })) as Row;
  assert.equal(compacted['compacted'], false);
});
