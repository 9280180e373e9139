import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import { PresenceEntrySchema } from '@openclaw/gateway-protocol/schema';
import { Value } from 'typebox/value';
import * as v from 'valibot';

import { connectParams, isAnswerTo, isEvent, openRaw } from '../testing/raw-client.ts';
import { requirement } from '../testing/requirement.ts';
import { startRpc } from '../testing/start-rpc.ts';
import { defineMethod } from './method.ts';
import type { GatewayMethod } from './method.ts';

type Handle = Parameters<typeof defineMethod>[0]['handle'];

function method(
  name: string,
  handle: Handle,
  scope: GatewayMethod['scope'] = 'operator.read',
): GatewayMethod {
  return defineMethod({ name, scope, params: v.object({}), handle });
}

const ping = method('ping', () => 'pong');

requirement('missing-scope', async () => {
  await using door = await startRpc([ping, method('wipe', () => 'done', 'operator.admin')]);
  using raw = await openRaw(door.url);
  await raw.connect({ scopes: ['operator.write'] });
  const { error } = await raw.call('wipe');
  assert.equal(error?.code, 'FORBIDDEN');
  assert.deepEqual(error.details, {
    code: 'MISSING_SCOPE',
    missingScope: 'operator.admin',
    requiredScopes: ['operator.admin'],
  });
  assert.equal((await raw.call('ping')).payload, 'pong');
});

requirement('unknown-method', async () => {
  await using door = await startRpc([ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  const { error } = await raw.call('pong');
  assert.deepEqual([error?.code, error?.details?.['code']], ['INVALID_REQUEST', 'UNKNOWN_METHOD']);
  assert.equal((await raw.call('ping')).payload, 'pong');
});

requirement('bad-frame', async () => {
  await using door = await startRpc([ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  const frames = [
    ['no json', 'invalid'],
    ['[]', 'invalid'],
    ['{"type":"res","id":"r1","ok":true}', 'r1'],
    ['{"type":"req","id":"r2","method":7}', 'r2'],
    [
      `{"type":"req","id":"r3","method":"ping","params":${'['.repeat(500)}${']'.repeat(500)}}`,
      'invalid',
    ],
  ] as const;
  for (const [text, id] of frames) {
    raw.socket.send(text);
    const { error } = await raw.next(isAnswerTo(id));
    assert.deepEqual([error?.code, error?.details?.['code']], ['INVALID_REQUEST', 'INVALID_FRAME']);
  }
  assert.equal((await raw.call('ping')).payload, 'pong');
});

requirement('binary', async () => {
  await using door = await startRpc([ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  raw.socket.send(Buffer.from('{}'));
  assert.equal((await raw.closed).code, 1003);
});

requirement('oversize', async () => {
  await using door = await startRpc([ping], { limits: { maxPayload: 4096 } });
  using raw = await openRaw(door.url);
  await raw.connect();
  raw.socket.send('x'.repeat(5000));
  assert.equal((await raw.closed).code, 1009);
});

requirement('duplicate-id', async () => {
  const ended = Promise.withResolvers<string>();
  await using door = await startRpc([method('wait', () => ended.promise), ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  raw.socket.send(JSON.stringify({ type: 'req', id: 'x', method: 'wait' }));
  raw.socket.send(JSON.stringify({ type: 'req', id: 'x', method: 'ping' }));
  assert.equal((await raw.next(isAnswerTo('x'))).error?.details?.['code'], 'DUPLICATE_ID');
  ended.resolve('first');
  assert.equal((await raw.next(isAnswerTo('x'))).payload, 'first');
  raw.socket.send(JSON.stringify({ type: 'req', id: 'x', method: 'ping' }));
  assert.equal((await raw.next(isAnswerTo('x'))).payload, 'pong');
});

requirement('pending-calls', async () => {
  const ended = Promise.withResolvers<string>();
  await using door = await startRpc([method('wait', () => ended.promise)], {
    limits: { maxPendingCalls: 1 },
  });
  using raw = await openRaw(door.url);
  await raw.connect();
  const first = raw.call('wait');
  const { error } = await raw.call('wait');
  assert.deepEqual([error?.code, error?.details?.['code']], ['UNAVAILABLE', 'TOO_MANY_CALLS']);
  ended.resolve('done');
  assert.equal((await first).payload, 'done');
  const small = { limits: { maxPendingChars: 1000 } };
  const echo = method('echo', () => 'heard');
  await using narrow = await startRpc([echo], small);
  using client = await openRaw(narrow.url);
  await client.connect();
  const calls = Array.from({ length: 3 }, () => client.call('echo', { text: 'x'.repeat(600) }));
  const answers = await Promise.all(calls);
  assert.deepEqual(
    answers.map(({ ok }) => ok),
    [true, false, false],
  );
  assert.equal((await client.call('echo', { text: 'x'.repeat(5000) })).ok, true);
});

requirement('idempotency', async () => {
  let done = 0;
  const released = Promise.withResolvers<void>();
  const bookNow: Handle = async (_params, { acknowledge }) => {
    done += 1;
    if (done === 1) throw new Error('The first attempt fails.');
    acknowledge({ status: 'accepted' });
    await released.promise;
    return { booked: done };
  };
  const book = method('book', bookNow, 'operator.write');
  await using door = await startRpc([book]);
  using one = await openRaw(door.url);
  using other = await openRaw(door.url);
  await one.connect();
  await other.connect();
  const params = { idempotencyKey: 'key-1' };
  assert.equal((await one.call('book', params)).error?.code, 'UNAVAILABLE');
  assert.deepEqual((await one.call('book', params)).payload, { status: 'accepted' });
  assert.deepEqual((await other.call('book', params)).payload, { status: 'accepted' });
  released.resolve();
  assert.deepEqual((await one.next(isAnswerTo('call-3'))).payload, { booked: 2 });
  assert.deepEqual((await other.next(isAnswerTo('call-2'))).payload, { booked: 2 });
  await other.call('book', params);
  assert.deepEqual((await other.next(isAnswerTo('call-3'))).payload, { booked: 2 });
  await other.call('book', { idempotencyKey: 'key-2' });
  assert.equal(done, 3);
});

test('what only reads is read anew, and a key has at most 256 characters', async () => {
  let count = 0;
  const countUp = (): number => (count += 1);
  const write = method('write', countUp, 'operator.write');
  await using door = await startRpc([method('read', countUp), write]);
  using raw = await openRaw(door.url);
  await raw.connect();
  const params = { idempotencyKey: 'key-1' };
  assert.equal((await raw.call('read', params)).payload, 1);
  assert.equal((await raw.call('read', params)).payload, 2);
  const { error } = await raw.call('write', { idempotencyKey: 'k'.repeat(257) });
  assert.partialDeepStrictEqual(error, {
    code: 'INVALID_REQUEST',
    details: { path: 'idempotencyKey' },
  });
  assert.equal(count, 2);
});

test('an answer that cannot be written is an error, and the connection goes on', async () => {
  const broken = defineMethod({
    name: 'broken',
    scope: 'none',
    params: v.object({}),
    handle: () => {
      throw new AppError('not_found', 'Nothing.');
    },
    failurePayload: () => ({ count: 1n }),
  });
  await using door = await startRpc([broken, ping]);
  using raw = await openRaw(door.url);
  await raw.connect();
  const { ok, error } = await raw.call('broken');
  assert.deepEqual([ok, error?.code], [false, 'UNAVAILABLE']);
  assert.equal((await raw.call('ping')).payload, 'pong');
});

requirement('two-answers', async () => {
  const work = method('work', (_params, { acknowledge }) => {
    acknowledge({ status: 'accepted' });
    return { status: 'ok' };
  });
  await using door = await startRpc([work]);
  using raw = await openRaw(door.url);
  await raw.connect();
  assert.deepEqual((await raw.call('work')).payload, { status: 'accepted' });
  assert.deepEqual((await raw.next(isAnswerTo('call-2'))).payload, { status: 'ok' });
});

requirement('seq', async () => {
  await using door = await startRpc([ping]);
  using early = await openRaw(door.url);
  await early.connect();
  door.hub.publish('chat', { n: 1 });
  using late = await openRaw(door.url);
  await late.connect();
  door.hub.publish('chat', { n: 2 });
  const chats = [await early.next(isEvent('chat')), await early.next(isEvent('chat'))];
  const presence = await early.next(isEvent('presence'));
  const seqs = [...chats, presence].map(({ seq = 0 }) => seq);
  assert.deepEqual(
    seqs.toSorted((a, b) => a - b),
    [1, 2, 3],
  );
  assert.equal((await late.next(isEvent('chat'))).seq, 1);
});

requirement('audience', async () => {
  const follow = method('follow', (_params, { subscriptions }) => {
    subscriptions.hasSessionList = true;
    subscriptions.sessionKeys.add('agent:main:main');
  });
  await using door = await startRpc([follow, method('mark', () => door.hub.publish('mark', {}))]);
  using follower = await openRaw(door.url);
  using admin = await openRaw(door.url);
  using blind = await openRaw(door.url);
  await follower.connect({ scopes: ['operator.read'] });
  await follower.call('follow');
  await admin.connect();
  await blind.connect({ scopes: [] });
  const session = { to: 'session', sessionKey: 'agent:main:main' } as const;
  door.hub.publish('session.message', {}, { audience: session });
  door.hub.publish('sessions.changed', {}, { audience: { to: 'session-list' } });
  door.hub.publish('secret', {}, { audience: { to: 'scope', scope: 'operator.pairing' } });
  door.hub.publish('chat', {});
  door.hub.publish('tick', {});
  assert.deepEqual(await eventsUntilTick(follower), [
    'session.message',
    'sessions.changed',
    'chat',
    'tick',
  ]);
  assert.deepEqual(await eventsUntilTick(admin), ['secret', 'chat', 'tick']);
  assert.deepEqual(await eventsUntilTick(blind), ['tick']);
});

requirement('event-person', async () => {
  await using door = await startRpc([]);
  using own = await openRaw(door.url);
  using admin = await openRaw(door.url);
  await own.connect({ scopes: ['operator.write'] });
  await admin.connect({ scopes: ['operator.admin'] });
  door.hub.publish('chat', {}, { person: 'ann' });
  door.hub.publish('agent', {}, { person: 'bob' });
  door.hub.publish('tick', {});
  assert.deepEqual(await eventsUntilTick(own), ['chat', 'tick']);
  assert.deepEqual(await eventsUntilTick(admin), ['chat', 'agent', 'tick']);
});

requirement('presence', async () => {
  await using door = await startRpc([ping]);
  using first = await openRaw(door.url);
  const hello = (await first.connect()).payload as {
    snapshot: { presence: { mode: string }[]; stateVersion: { presence: number } };
  };
  assert.deepEqual(
    hello.snapshot.presence.map(({ mode }) => mode),
    ['gateway', 'test'],
  );
  {
    using second = await openRaw(door.url);
    await second.connect();
    const came = await first.next(isEvent('presence'));
    assert.equal((came.payload as { presence: unknown[] }).presence.length, 3);
    assert.equal(came.stateVersion?.presence, hello.snapshot.stateVersion.presence + 1);
  }
  const left = await first.next(isEvent('presence'));
  assert.equal((left.payload as { presence: unknown[] }).presence.length, 2);
});

requirement('presence-fields', async () => {
  await using door = await startRpc([ping]);
  using reader = await openRaw(door.url);
  using admin = await openRaw(door.url);
  using blind = await openRaw(door.url);
  type Entry = Readonly<Record<string, unknown>>;
  const client = { ...connectParams.client, instanceId: 'mine', timeZone: 'Asia/Shanghai' };
  const entriesOf = ({ payload }: { readonly payload?: unknown }) =>
    (payload as { readonly snapshot: { readonly presence: readonly Entry[] } }).snapshot.presence;
  const own = entriesOf(await reader.connect({ client, scopes: ['operator.read'] }));
  const full = ['ip', 'scopes', 'timeZone'];
  const shownOf = (entry: Entry | undefined) => full.filter((field) => field in (entry ?? {}));
  assert.deepEqual(shownOf(own[1]), full, 'all of itself');
  const all = entriesOf(await admin.connect({ scopes: ['operator.admin'] }));
  assert.deepEqual(shownOf(all[1]), full);
  const none = entriesOf(await blind.connect({ scopes: [] }));
  assert.deepEqual(
    none.map(({ mode }) => mode),
    ['gateway', 'test'],
  );
  const heardBy = async (raw: typeof reader) => {
    for (;;) {
      const { payload } = await raw.next(isEvent('presence'));
      const { presence } = payload as { readonly presence: readonly Entry[] };
      if (presence.length === 4) return presence;
    }
  };
  const told = await heardBy(reader);
  assert.deepEqual(told.flatMap(shownOf), []);
  assert.deepEqual(told[1]?.['instanceId'], 'mine');
  for (const entry of told) assert.deepEqual(Value.Errors(PresenceEntrySchema, entry), []);
  assert.deepEqual(shownOf((await heardBy(admin))[1]), full);
});

/** The names of the events in their order, but for `presence`, which depends on who came when. */
async function eventsUntilTick(raw: Awaited<ReturnType<typeof openRaw>>): Promise<string[]> {
  const names: string[] = [];
  while (names.at(-1) !== 'tick') {
    const { event } = await raw.next((frame) => frame.type === 'event');
    if (event !== 'presence' && event !== 'connect.challenge') names.push(event);
  }
  return names;
}
