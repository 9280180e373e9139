import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { hello, startScriptedGateway } from '../testing/scripted-gateway.ts';
import { testClient } from '../testing/test-client.ts';

test('connects with protocol 4 and says who it is', async () => {
  await using gateway = await startScriptedGateway();
  using client = testClient(gateway.url, { auth: { mode: 'token', token: 'hush-hush' } });
  assert.equal((await client.connect()).server.version, '1.2.3');
  const [params] = gateway.connects;
  assert.deepEqual(params, {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'test', version: '1.0.0', platform: 'linux', mode: 'test' },
    role: 'operator',
    caps: [],
    commands: [],
    auth: { token: 'hush-hush' },
  });
  client.close();
  assert.deepEqual(
    client.states.map(({ status }) => status),
    ['connecting', 'connected', 'closed'],
  );
});

test('a refusal is final: its code and words are the state, calls reject with it, retry tries again', async () => {
  const message = 'unauthorized: gateway token mismatch';
  const error = {
    code: 'INVALID_REQUEST',
    message,
    details: { code: 'AUTH_TOKEN_MISMATCH' },
    retryable: false,
  } as const;
  await using gateway = await startScriptedGateway({
    onConnect: (_params, count) => (count === 1 ? { error } : undefined),
  });
  using client = testClient(gateway.url);
  await assert.rejects(client.connect(), (failure) => hasCode(failure, 'unauthorized'));
  assert.partialDeepStrictEqual(client.state, {
    status: 'refused',
    problem: { code: 'AUTH_TOKEN_MISMATCH', message },
  });
  await assert.rejects(client.call('health'), (failure) => hasCode(failure, 'unauthorized'));
  client.retry();
  await client.until('connected');
});

test('where nothing answers it waits and tries again; without reconnecting it is closed', async () => {
  const gone = await startScriptedGateway();
  await gone[Symbol.asyncDispose]();
  const clock = manualClock();
  using client = testClient(gone.url, { clock, reconnect: { baseMs: 1000, maxMs: 8000 } });
  void client.connect().catch(() => undefined);
  assert.partialDeepStrictEqual(await client.until('waiting'), {
    attempt: 1,
    retryAt: clock.now() + 500,
    problem: { code: 'NO_CONNECTION' },
  });
  clock.advance(500);
  await client.until('connecting');
  assert.partialDeepStrictEqual(await client.until('waiting'), {
    attempt: 2,
    retryAt: clock.now() + 1000,
  });
  using once = testClient(gone.url, { reconnect: false });
  await assert.rejects(once.connect(), (failure) => hasCode(failure, 'unavailable'));
  assert.equal(once.state.status, 'closed');
});

test('the wait heeds how long the gateway asks for', async () => {
  const error = {
    code: 'UNAVAILABLE',
    message: 'too many wrong secrets',
    details: { code: 'AUTH_RATE_LIMITED' },
    retryable: true,
    retryAfterMs: 60_000,
  } as const;
  await using gateway = await startScriptedGateway({ onConnect: () => ({ error }) });
  const clock = manualClock();
  using client = testClient(gateway.url, { clock });
  void client.connect().catch(() => undefined);
  assert.partialDeepStrictEqual(await client.until('waiting'), { retryAt: clock.now() + 60_000 });
});

test('a lost connection comes back: subscriptions are renewed, then a gap is told', async () => {
  await using gateway = await startScriptedGateway({ onCall: (_call, answer) => answer({}) });
  using client = testClient(gateway.url);
  await client.connect();
  await client.call('sessions.subscribe');
  await client.call('sessions.messages.subscribe', { key: 'agent:main:a' });
  await client.call('sessions.messages.subscribe', { key: 'agent:main:b' });
  await client.call('sessions.messages.unsubscribe', { key: 'agent:main:a' });
  const gap = client.next('gap');
  const before = gateway.calls.length;
  gateway.drop(1012, 'restart');
  assert.deepEqual(await gap, { reason: 'reconnected' });
  assert.deepEqual(
    gateway.calls.slice(before).map(({ method, params }) => ({ method, params })),
    [
      { method: 'sessions.subscribe', params: {} },
      { method: 'sessions.messages.subscribe', params: { key: 'agent:main:b' } },
    ],
  );
});

test('events come in order with their payloads; a missing number is a gap', async () => {
  await using gateway = await startScriptedGateway();
  using client = testClient(gateway.url);
  await client.connect();
  const tick = client.next('tick');
  gateway.emit('tick', { ts: 7 });
  assert.deepEqual(await tick, { ts: 7 });
  const gap = client.next('gap');
  gateway.emit('tick', { ts: 8 }, { skip: 2 });
  assert.deepEqual(await gap, { reason: 'sequence', expected: 2, received: 4 });
});

test('a gateway that is silent for two ticks is dead', async () => {
  await using gateway = await startScriptedGateway({
    onConnect: () => ({ policy: { ...hello.policy, tickIntervalMs: 10 } }),
  });
  const clock = manualClock();
  using client = testClient(gateway.url, { clock, reconnect: { baseMs: 1000 } });
  await client.connect();
  clock.advance(15);
  const tick = client.next('tick');
  gateway.emit('tick', { ts: 1 });
  await tick;
  clock.advance(15);
  await new Promise(setImmediate);
  assert.equal(client.state.status, 'connected', 'it was heard 15 ms ago');
  clock.advance(5);
  assert.partialDeepStrictEqual(await client.until('waiting'), {
    problem: { code: 'CONNECTION_SILENT' },
  });
});

test('a call fails with what the gateway says, in time, or when its caller leaves', async () => {
  const missing = {
    code: 'INVALID_REQUEST',
    message: 'There is no session x.',
    details: { code: 'NOT_FOUND', path: 'key' },
  } as const;
  await using gateway = await startScriptedGateway({
    onCall: ({ method }, answer) => {
      if (method === 'sessions.reset') answer(undefined, missing);
    },
  });
  using client = testClient(gateway.url);
  await client.connect();
  await assert.rejects(client.call('sessions.reset', { key: 'x' }), (error) => {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'not_found');
    assert.equal(error.details?.['path'], 'key');
    return true;
  });
  await assert.rejects(client.call('health', {}, { timeoutMs: 5 }), (error) =>
    hasCode(error, 'timeout'),
  );
  const leaving = new AbortController();
  const left = client.call('health', {}, { signal: leaving.signal });
  leaving.abort();
  await assert.rejects(left, (error) => hasCode(error, 'aborted'));
});

test('a call under a lost connection fails, unless its key makes it safe to repeat', async () => {
  await using gateway = await startScriptedGateway({
    onCall: (_call, answer) => {
      if (gateway.connects.length > 1) answer({ runId: 'run_1', status: 'ok' });
      else gateway.drop();
    },
  });
  using client = testClient(gateway.url);
  await client.connect();
  const sent = { sessionKey: 'main', message: 'hi', idempotencyKey: 'run_1' };
  assert.deepEqual(await client.call('chat.send', sent), { runId: 'run_1', status: 'ok' });
  assert.deepEqual(
    gateway.calls.map(({ params }) => params),
    [sent, sent],
  );
});

test('a call under a lost connection fails when nothing makes it safe to repeat', async () => {
  await using gateway = await startScriptedGateway({
    onCall: () => gateway.drop(1012, 'service restart'),
  });
  using client = testClient(gateway.url);
  await client.connect();
  await assert.rejects(client.call('sessions.reset', { key: 'main' }), {
    code: 'unavailable',
    details: { code: 'CONNECTION_LOST', closeCode: 1012 },
  });
});

test('a call with two answers takes the first as the acceptance', async () => {
  await using gateway = await startScriptedGateway({
    onCall: ({ params }, answer) => {
      const { idempotencyKey: runId } = params as { readonly idempotencyKey: string };
      answer({ runId, status: 'accepted', acceptedAt: 1 });
      answer({ runId, status: 'ok', summary: 'completed', result: { payloads: [], meta: {} } });
    },
  });
  using client = testClient(gateway.url);
  await client.connect();
  const accepted: string[] = [];
  const { status, runId } = await client.agent.run(
    { message: 'hi' },
    { onAccepted: (first) => accepted.push(first.runId) },
  );
  assert.equal(status, 'ok');
  assert.deepEqual(accepted, [runId]);
});

test('closing rejects what waits, and the client can connect again', async () => {
  await using gateway = await startScriptedGateway();
  using client = testClient(gateway.url);
  await client.connect();
  const waiting = client.call('health');
  client.close();
  await assert.rejects(waiting, (error) => hasCode(error, 'unavailable'));
  await assert.rejects(client.call('health'), (error) => hasCode(error, 'unavailable'));
  await client.connect();
  assert.equal(client.state.status, 'connected');
});
