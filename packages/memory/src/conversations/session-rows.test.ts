import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import type { IncomingMessage } from '../message.ts';
import { city, engineScope as scope, setupEngine, start } from '../testing/engine-fixture.ts';

const transcript: readonly IncomingMessage[] = Array.from({ length: 12 }, (_, index) => ({
  role: index % 2 === 0 ? 'user' : 'assistant',
  content: `Message ${index} about the garden.`,
  createdAt: start + index * 1000,
}));

test('a transcript is taken over once, and what is new of it later', async () => {
  const { memory } = setupEngine();
  const { bootstrap } = memory.conversations;
  assert.deepEqual(await bootstrap(scope), { imported: 0 });
  assert.deepEqual(await bootstrap(scope, { messages: transcript.slice(0, 8) }), { imported: 8 });
  assert.deepEqual(await bootstrap(scope, { messages: transcript.slice(0, 8) }), { imported: 0 });
  assert.deepEqual(await bootstrap(scope, { messages: transcript }), { imported: 4 });
  assert.deepEqual(await bootstrap(scope, { messages: transcript.slice(2, 6) }), { imported: 0 });
});

test('a session tells what there is of it', async () => {
  const { memory } = setupEngine();
  const { conversations } = memory;
  assert.equal(await conversations.getSession(scope), undefined);
  await memory.ingest(scope, transcript);
  assert.deepEqual(await conversations.getSession(scope), {
    sessionId: 's',
    messages: 12,
    messagesByRole: { user: 6, assistant: 6 },
    firstMessageAt: start,
    lastMessageAt: start + 11_000,
    pendingMessages: 12,
    openMessages: 12,
    archives: [],
  });
  await conversations.compact(scope, { tokenBudget: 10_000 });
  await conversations.compact(scope);
  const after = await conversations.getSession(scope);
  assert.partialDeepStrictEqual(after, { pendingMessages: 0, openMessages: 0 });
  assert.deepEqual(
    after?.archives.map(({ number }) => number),
    [2, 1],
  );
  assert.equal(await conversations.getSession({ ...scope, userId: 'other' }), undefined);
});

test('a context is the archive and what it does not cover, inside the budget', async () => {
  const { memory } = setupEngine();
  const { conversations } = memory;
  await assert.rejects(conversations.context(scope), { code: 'not_found' });
  await memory.ingest(scope, transcript);
  const whole = await conversations.context(scope);
  assert.partialDeepStrictEqual(whole, { summary: '', omitted: 0 });
  assert.equal(whole.messages.length, 12);
  const { firstKeptMessageId, summary } = await conversations.compact(scope, {
    tokenBudget: 10_000,
  });
  const context = await conversations.context(scope);
  assert.equal(context.summary, summary);
  assert.equal(context.messages[0]?.id, firstKeptMessageId);
  for (const tokenBudget of [1, 20, 40, 80]) {
    const small = await conversations.context(scope, { tokenBudget });
    assert.ok(small.estimatedTokens <= tokenBudget);
    assert.equal(small.messages.length + small.omitted, context.messages.length);
  }
});

test('commit learns now, and leaves to the queue what cannot be learned', async () => {
  const messages: readonly IncomingMessage[] = [{ role: 'user', content: 'I moved to Oslo.' }];
  const table = { 'I moved to Oslo.': city('Oslo') };
  const well = setupEngine(table).memory;
  await well.ingest(scope, messages);
  const learned = { added: 1, updated: 0, superseded: 0, skipped: 0, pendingMessages: 0 };
  assert.deepEqual(await well.conversations.commit(scope), learned);
  assert.deepEqual(await well.conversations.commit(scope), { ...learned, added: 0 });
  const { memory: ill, store } = setupEngine(table, {
    byModel: () => Promise.reject(new AppError('unavailable', 'Down.')),
  });
  await ill.ingest(scope, messages);
  const left = { ...learned, added: 0, pendingMessages: 1 };
  assert.deepEqual(await ill.conversations.commit(scope), left);
  assert.equal((await store.getStats()).pending, 1);
});
