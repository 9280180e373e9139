import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { hasCode, isAppError, withDeadline } from '@homarus/base';
import type { SessionScope } from '@homarus/memory';

import type { HttpMemory } from './http-memory.ts';
import { startMemoryPlace } from './testing/memory-place.ts';

const lin: SessionScope = {
  accountId: 'acct-demo',
  userId: 'lin',
  agentId: 'main',
  sessionId: 'monday',
};
const request = { messages: [], prompt: 'What did I say?' };

/** Hands over turns, one after the other, and answers which of them wait. */
async function tell(
  memory: HttpMemory,
  texts: readonly string[],
  scope: SessionScope = lin,
): Promise<readonly boolean[]> {
  const deferred: boolean[] = [];
  for (const text of texts) {
    const messages = [{ role: 'user', content: text }] as const;
    const { isDeferred = false } = await memory.afterTurn(scope, { turnId: text, messages });
    deferred.push(isDeferred);
  }
  return deferred;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTick();
}

test('a service that is not there at the start is waited for, and turns with it', async () => {
  await using place = await startMemoryPlace();
  await place.goAway();
  await using memory = await place.open();
  assert.deepEqual(await tell(memory, ['one', 'two', 'three']), [true, true, true]);
  await assert.rejects(memory.compose(lin, request), (error) => hasCode(error, 'unavailable'));
  const { status, issues } = await memory.health();
  assert.equal(status, 'degraded');
  assert.deepEqual(
    issues.map(({ code, count }) => [code, count]),
    [
      ['memory_away', undefined],
      ['outbox_waiting', 3],
    ],
  );
  assert.match(issues[0]?.message ?? '', /No memory service answers/u);
  await place.comeBack();
  await memory.whenDelivered();
  assert.deepEqual(await place.textsOf('lin', 'monday'), ['one', 'two', 'three']);
  assert.deepEqual((await memory.health()).issues, []);
});

test('a service that is killed before it answers has everything once', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  assert.deepEqual(await tell(memory, ['before']), [false]);
  place.answerBy((incoming, response) => {
    cutBeforeTheEnd(response);
    return place.serve(incoming, response);
  });
  assert.deepEqual(await tell(memory, ['one', 'two']), [true, true]);
  await until(() => memory.outbox().problem !== undefined);
  await place.goAway();
  assert.deepEqual(await tell(memory, ['three']), [true]);
  place.answerBy(undefined);
  await place.comeBack();
  await memory.whenDelivered();
  assert.deepEqual(await place.textsOf('lin', 'monday'), ['before', 'one', 'two', 'three']);
});

test('what waited while its person was erased is let go of, and does not bring them back', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  await place.goAway();
  const bob = { ...lin, userId: 'bob' };
  assert.deepEqual(await tell(memory, ['said before']), [true]);
  assert.deepEqual(await tell(memory, ['of another'], bob), [true]);
  const erasedAt = await place.erase('lin');
  await until(() => Date.now() > erasedAt);
  assert.deepEqual(await tell(memory, ['said after']), [true]);
  await place.comeBack();
  await memory.whenDelivered();
  assert.deepEqual(await place.textsOf('lin', 'monday'), ['said after']);
  assert.deepEqual(await place.textsOf('bob', 'monday'), ['of another']);
  assert.deepEqual(memory.outbox(), { waiting: 0, bytes: 0, refused: 0, problem: undefined });
});

/** What the request asks for is done, but nobody hears of it. */
function cutBeforeTheEnd(response: ServerResponse): void {
  response.end = () => response.destroy();
  response.write = () => false;
}

test('a service that never answers holds up one turn for its deadline, and no other', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open({ captureTimeoutMs: 30 });
  place.answerBy(() => undefined);
  assert.deepEqual(await tell(memory, ['one']), [true]);
  await until(() => memory.outbox().problem !== undefined || place.asked.length > 1);
  const before = place.asked.length;
  assert.deepEqual(await tell(memory, ['two', 'three']), [true, true]);
  // Nobody but the outbox asks on: what came later did not wait for an answer.
  assert.ok(place.asked.length <= before + 1);
  const limit = { timeoutMs: 20, name: 'compose' };
  await assert.rejects(
    withDeadline(limit, (signal) => memory.compose(lin, { ...request, signal })),
    (error) => hasCode(error, 'timeout'),
  );
  await place.goAway();
  place.answerBy(undefined);
  await place.comeBack();
  await memory.whenDelivered();
  assert.deepEqual(await place.textsOf('lin', 'monday'), ['one', 'two', 'three']);
});

const nonsense: readonly { readonly status: number; readonly body: string }[] = [
  { status: 200, body: '<html>Welcome to nginx!</html>' },
  { status: 200, body: '[]' },
  { status: 200, body: '{"ok":false}' },
  { status: 200, body: '' },
  { status: 404, body: '{"detail":"Not Found"}' },
  { status: 401, body: 'Unauthorized' },
  { status: 500, body: '{"error":{"code":"internal","message":"A bug."}}' },
  { status: 502, body: '<html>Bad Gateway</html>' },
  { status: 503, body: '{"error":{"code":"unavailable","message":"Starting."}}' },
];
for (const { status, body } of nonsense) {
  test(`an answer ${status} ${body} is no answer of a memory`, async () => {
    await using place = await startMemoryPlace();
    await using memory = await place.open();
    place.answerBy((_incoming, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    assert.deepEqual(await tell(memory, ['one']), [true]);
    await assert.rejects(memory.compose(lin, request), (error) => isAppError(error));
    await until(() => memory.outbox().problem !== undefined);
    const { status: state, issues } = await memory.health();
    assert.equal(state, 'degraded');
    const waiting = issues.find(({ code }) => code === 'outbox_waiting');
    assert.match(waiting?.message ?? '', /outbox: 1 waiting for the memory service \(.+\)/u);
    place.answerBy(undefined);
    await memory.whenDelivered();
    assert.deepEqual(await place.textsOf('lin', 'monday'), ['one']);
  });
}

test('what waits outlives the process, and what follows in its conversation waits behind it', async () => {
  await using place = await startMemoryPlace();
  await place.goAway();
  {
    await using memory = await place.open();
    await tell(memory, ['one', 'two']);
    await memory.ingest(lin, [{ role: 'user', content: 'three' }]);
  }
  await using memory = await place.open({ backoff: { baseMs: 60_000, maxMs: 60_000 } });
  await until(() => memory.outbox().problem !== undefined);
  await place.comeBack();
  assert.deepEqual(await tell(memory, ['four']), [true]);
  // An answer of the service says that it is back: nothing waits a minute for it.
  await memory.health();
  await memory.whenDelivered();
  assert.deepEqual(await tell(memory, ['five']), [false]);
  const texts = ['one', 'two', 'three', 'four', 'five'];
  assert.deepEqual(await place.textsOf('lin', 'monday'), texts);
});

test('what waits keeps the instant at which it was said', async () => {
  await using place = await startMemoryPlace();
  await place.goAway();
  await using memory = await place.open();
  await memory.afterTurn(lin, {
    turnId: 't1',
    messages: [
      { id: 'm1', role: 'user', content: 'then', createdAt: 1_700_000_000_000 },
      { id: 'm2', role: 'user', content: 'now' },
    ],
  });
  const askedAt = Date.now();
  await place.comeBack();
  await memory.whenDelivered();
  const [then, now] = await Promise.all(['m1', 'm2'].map((id) => memory.get(lin, { id })));
  assert.equal(then?.type === 'message' && then.message.createdAt, 1_700_000_000_000);
  assert.ok(now?.type === 'message' && now.message.createdAt <= askedAt);
});

test('a turn that the service refuses is told at once, or put aside and holds nothing up', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  const tooLong = { turnId: 'x'.repeat(300), messages: [{ role: 'user', content: 'x' }] } as const;
  await assert.rejects(memory.afterTurn(lin, tooLong), (error) =>
    hasCode(error, 'invalid_request'),
  );
  await place.goAway();
  await tell(memory, ['one']);
  assert.equal((await memory.afterTurn(lin, tooLong)).isDeferred, true);
  await tell(memory, ['two']);
  await place.comeBack();
  await memory.whenDelivered();
  assert.deepEqual(await place.textsOf('lin', 'monday'), ['one', 'two']);
  const [refused] = (await memory.health()).issues;
  assert.deepEqual([refused?.code, refused?.count], ['outbox_refused', 1]);
});

test('what an erased person said and still waits is dropped, and no copy is kept', async () => {
  await using place = await startMemoryPlace();
  await place.goAway();
  await using memory = await place.open();
  await tell(memory, ['one']);
  await memory.remember(lin, { text: 'I like pears.' });
  const details = { reason: 'erased' };
  const refusal = { error: { code: 'conflict', message: 'This person was erased.', details } };
  place.answerBy((_incoming, response) => {
    response.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify(refusal));
  });
  await place.comeBack();
  await memory.whenDelivered();
  assert.equal(place.asked.length, 2);
  assert.deepEqual(memory.outbox(), { waiting: 0, bytes: 0, refused: 0, problem: undefined });
});

test('many conversations at once arrive whole and in order after a crash of the service', async () => {
  await using place = await startMemoryPlace();
  await using memory = await place.open();
  const texts = Array.from({ length: 10 }, (_, index) => `turn ${index}`);
  const scopes = Array.from({ length: 8 }, (_, index) => ({ ...lin, sessionId: `s${index}` }));
  const telling = Promise.all(
    scopes.map(async (scope) => {
      for (const text of texts) await tell(memory, [`${scope.sessionId} ${text}`], scope);
    }),
  );
  await until(() => place.asked.length > 20);
  await place.goAway();
  await telling;
  assert.ok(memory.outbox().waiting > 0);
  await place.comeBack();
  await memory.whenDelivered();
  for (const { sessionId } of scopes) {
    const expected = texts.map((text) => `${sessionId} ${text}`);
    assert.deepEqual(await place.textsOf('lin', sessionId), expected);
  }
});
