import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { createMemoryClient } from '@homarus/sdk';
import type { MemoryClient } from '@homarus/sdk';

import { loadConfig } from '../src/config/load.ts';
import { startServices } from '../src/services.ts';

const apiKey = 'a-key-of-the-test';

async function startMemory() {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(path.join(tmpdir(), 'homarus-memory-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const config = await loadConfig({
    env: { HOMARUS_HOME: home, HOMARUS_MEMORY_KEY: apiKey },
    overrides: { memoryPort: '0' },
  });
  const services = stack.use(
    await startServices({ config, doors: ['memory'], stderrLevel: undefined }),
  );
  const owned = stack.move();
  return { url: services.urls.memory ?? '', [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const scope = { userId: 'alice' };
const monday = { ...scope, sessionId: 'monday' };

async function speak(client: MemoryClient): Promise<void> {
  const messages = [{ role: 'user' as const, content: 'I am allergic to peanuts.' }];
  const { status } = await client.afterTurn({ ...monday, messages, turnId: 't1', wait: true });
  assert.equal(status, 'committed');
}

test('the memory client speaks every call of a conversation', async () => {
  await using service = await startMemory();
  const client = createMemoryClient({ url: service.url, apiKey });
  assert.equal((await client.health()).status, 'ok');
  await speak(client);
  const message = { id: 'm9', role: 'user' as const, content: 'Hello.' };
  assert.equal((await client.ingest({ ...monday, message })).ingested, 1);
  assert.equal((await client.ingestBatch({ ...monday, messages: [message] })).duplicates, 1);
  const prompt = 'What should I not eat?';
  const composed = await client.compose({ ...scope, sessionId: 'tuesday', messages: [], prompt });
  assert.match(composed.systemPromptAddition, /peanuts/u);
  assert.equal((await client.prefetch({ ...monday, prompt })).ok, true);
  const { hits } = await client.searchMemory({ ...scope, query: 'peanuts' });
  assert.match(hits[0]?.text ?? '', /peanuts/u);
  const id = hits[0]?.id ?? '';
  assert.equal((await client.getMemory({ ...scope, id })).id, id);
  assert.equal((await client.sessionWorkingSet(monday)).sessionId, 'monday');
  assert.equal((await client.sessions.get('monday', scope)).messages, 2);
  assert.equal(
    (await client.sessions.addMessages('monday', { ...scope, messages: [message] })).ok,
    true,
  );
  assert.equal((await client.sessions.commit('monday', scope)).ok, true);
  assert.equal((await client.sessions.context('monday', { ...scope, tokenBudget: 100 })).ok, true);
  const { prepareToken } = await client.prepareCompaction(monday);
  assert.equal((await client.compact({ ...monday, prepareToken })).compacted, true);
  assert.equal((await client.bootstrap({ ...scope, sessionId: 'old', messages: [] })).imported, 0);
  assert.equal((await client.dispose(monday)).ok, true);
  assert.equal((await client.evictIdleSessions({ ...scope, maxIdleSeconds: 0 })).ok, true);
});

test('the memory client speaks every call about memories, care, transfer and accounts', async () => {
  await using service = await startMemory();
  const client = createMemoryClient({ url: service.url, apiKey });
  await speak(client);
  const { memory } = await client.memories.create({ ...scope, content: 'Likes green tea.' });
  await client.memories.edit(memory.id, { ...scope, content: 'Likes black tea.' });
  assert.equal((await client.memories.history(memory.id, scope)).revisions.length, 2);
  assert.match((await client.memories.undo(memory.id, scope)).memory.content, /green/u);
  assert.equal((await client.memories.forget(memory.id, scope)).state, 'deleted');
  assert.equal((await client.memories.get(memory.id, scope)).state, 'deleted');
  const list = await client.memories.list({ ...scope, states: ['live', 'deleted'], limit: 10 });
  assert.equal(list.total, 2);
  const tool = await client.remember({ ...scope, text: 'My sister Anna lives in Oslo.' });
  assert.equal(tool.action, 'created');
  assert.equal((await client.profile(scope)).facts.length, 2);
  assert.equal((await client.forget({ ...scope, memoryId: tool.id })).action, 'deleted');
  assert.equal((await client.dayLog({ ...scope, timeZone: 'UTC' })).timeZone, 'UTC');
  assert.deepEqual((await client.tokenStats({})).ok, true);
  assert.equal((await client.verify({})).drift, 0);
  assert.equal((await client.repair({})).ok, true);
  assert.deepEqual((await client.jobs({ state: 'dead' })).jobs, []);
  assert.equal((await client.retryJobs({})).retried, 0);
  assert.equal((await client.dropJobs({})).dropped, 0);
  assert.equal((await client.embeddingStatus(scope)).model, null);
  assert.equal((await client.review(scope)).ok, true);
  assert.equal((await client.lastReview(scope)).ok, true);
  const lines = await text(await client.export({ userId: 'alice' }));
  const again = new Blob([lines]).stream();
  assert.equal((await client.import(again, { dryRun: true })).isComplete, true);
  assert.match(await client.metrics(), /^# HELP/mu);
  assert.equal((await client.admin.accounts.list()).accounts.length, 1);
  const { user } = await client.admin.users.create('acct-demo', { userId: 'bob' });
  assert.equal(user.userId, 'bob');
  const made = await client.admin.keys.create('acct-demo', { userId: 'bob' });
  const bob = createMemoryClient({ url: service.url, apiKey: made.secret });
  await assert.rejects(bob.searchMemory({ ...scope, query: 'x' }), (error) =>
    hasCode(error, 'forbidden'),
  );
  await client.admin.keys.revoke('acct-demo', made.key.id);
  assert.ok((await client.admin.audit('acct-demo', { limit: 10 })).rows.length > 0);
});
