import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startMemoryServer } from './support/memory-server.ts';
import { conversation, startOpenClaw } from './support/open-claw.ts';
import type { Conversation, OpenClaw } from './support/open-claw.ts';

const filler = 'word '.repeat(120);
const told = ['We decided to use PostgreSQL.', 'My cat is called Miso.', 'I live in Ulm.'];

async function talk(host: OpenClaw, session: Conversation, texts = told): Promise<void> {
  for (const text of texts) await host.turn(session, `${text} ${filler}`);
}

test('a compaction cuts the window and loses nothing', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  await talk(host, session);
  const { ok, compacted, result } = await host.compact(session, 500);
  assert.deepEqual([ok, compacted], [true, true]);
  assert.match(result?.summary ?? '', /PostgreSQL/u);
  assert.ok((result?.tokensAfter ?? 0) < (result?.tokensBefore ?? 0));
  const { assembled } = await host.turn(session, 'What is my cat called?');
  assert.ok(assembled.messages.length < 6);
  assert.match(assembled.systemPromptAddition ?? '', /PostgreSQL[\s\S]*Miso/u);
  assert.equal((await server.texts('s')).length, 8);
  const { archives } = await server.client.sessions.get('s');
  assert.equal(archives.length, 1);
  // Another process of the host cuts at the same place.
  using again = startOpenClaw({
    config: { memoryApiBaseUrl: server.url },
    stateDir: host.stateDir,
  });
  const later = await again.turn(session, 'And where do I live?');
  assert.equal(later.assembled.messages.length, assembled.messages.length + 2);
});

test('an empty conversation is not compacted', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const answer = await host.compact(conversation('s'), 1000);
  assert.deepEqual(answer, { ok: true, compacted: false, reason: 'empty' });
});

test('while the server is away the cut is made here, and made anew when it is back', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  await talk(host, session);
  await server.stop();
  const { ok, compacted } = await host.compact(session, 500);
  assert.deepEqual([ok, compacted], [true, true]);
  const { assembled } = await host.turn(session, 'Go on.');
  assert.ok(assembled.messages.length < 6);
  assert.match(assembled.systemPromptAddition ?? '', /- user: We decided to use PostgreSQL/u);
  await server.start();
  // The next turn delivers what waited and has the server sum it up.
  await host.turn(session, 'And on.');
  const { archives, messages } = await server.client.sessions.get('s');
  assert.equal(archives.length, 1);
  assert.equal(messages, 10);
  const after = await host.turn(session, 'What did we decide to use?');
  assert.match(after.assembled.systemPromptAddition ?? '', /PostgreSQL/u);
  assert.doesNotMatch(after.assembled.systemPromptAddition ?? '', /- user:/u);
});

test('without a server and without an earlier message nothing is cut', async () => {
  await using server = await startMemoryServer();
  await server.stop();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const { ok, compacted, reason } = await host.compact(conversation('s'), 1000);
  assert.deepEqual([ok, compacted], [false, false]);
  assert.match(reason ?? '', /no earlier message/u);
});

test('a window that is nearly full is compacted between two turns', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  for (const text of told) await host.turn(session, `${text} ${filler}`, { tokenBudget: 500 });
  const { archives } = await server.client.sessions.get('s');
  assert.equal(archives.length, 1);
  using other = startOpenClaw({
    config: { memoryApiBaseUrl: server.url, ownsCompaction: false },
  });
  assert.equal(other.engine().info.ownsCompaction, false);
  const second = conversation('t');
  for (const text of told) await other.turn(second, `${text} ${filler}`, { tokenBudget: 500 });
  assert.equal((await server.client.sessions.get('t')).archives.length, 0);
});
