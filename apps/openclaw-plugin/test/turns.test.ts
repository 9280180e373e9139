import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startMemoryServer } from './support/memory-server.ts';
import { conversation, message, startOpenClaw } from './support/open-claw.ts';
import type { TurnOrder } from './support/open-claw.ts';

for (const order of ['current', 'old'] satisfies readonly TurnOrder[]) {
  test(`what was told in one session is recalled in another (${order} order)`, async () => {
    await using server = await startMemoryServer();
    using host = startOpenClaw({ order, config: { memoryApiBaseUrl: `${server.url}/api/v1/` } });
    const monday = conversation('monday');
    const told = await host.turn(monday, 'I am allergic to peanuts.', { reply: 'Noted.' });
    await host.turn(monday, 'And my cat is called Miso.');
    const { assembled, calls } = await host.turn(conversation('tuesday'), 'What am I allergic to?');
    assert.match(assembled.systemPromptAddition ?? '', /allergic to peanuts/u);
    assert.deepEqual(assembled.messages, []);
    const current = ['bootstrap', 'assemble', 'commitTurn', 'maintain', 'dispose'];
    const pieces = ['assemble', 'afterTurn', 'assemble', 'afterTurn'];
    const old = ['bootstrap', ...pieces, 'dispose', 'maintain'];
    assert.deepEqual(calls, order === 'current' ? current : old);
    assert.equal(told.status, order === 'current' ? 'committed' : undefined);
    assert.deepEqual(await server.texts('monday'), [
      'I am allergic to peanuts.',
      'Noted.',
      'And my cat is called Miso.',
      'Fine.',
    ]);
  });
}

for (const ownsCompaction of [true, false]) {
  test(`a host of before August 2026 hands over every message once (ownsCompaction: ${ownsCompaction})`, async () => {
    await using server = await startMemoryServer();
    const config = { memoryApiBaseUrl: server.url, ownsCompaction };
    using host = startOpenClaw({ order: 'old', config });
    const session = conversation('s');
    const tool = { name: 'weather', result: 'Rain in Hangzhou.' };
    await host.turn(session, 'How is the weather?', { tool, reply: 'It rains.' });
    await host.turn(session, 'And tomorrow?', { tool, reply: 'It rains.' });
    const { messagesByRole } = await server.client.sessions.get('s');
    assert.deepEqual(messagesByRole, { user: 2, assistant: 4, toolResult: 2 });
  });
}

test('of a window that the host has cut meanwhile, the last turn is kept', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ order: 'old', config: { memoryApiBaseUrl: server.url } });
  const keys = { sessionId: 's', sessionKey: 'agent:main:main' };
  const messages = [message('assistant', 'A summary.'), message('user', 'One.')];
  await host.engine().afterTurn({ ...keys, messages, prePromptMessageCount: 9 });
  await host.engine().maintain(keys);
  assert.deepEqual(await server.texts('s'), ['One.']);
});

test('the messages of the host come back as they are, tool calls and all', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  const tool = { name: 'weather', result: 'Rain in Hangzhou.' };
  await host.turn(session, 'How is the weather?', { tool, reply: 'It rains.' });
  const before = [...session.transcript];
  const { assembled } = await host.turn(session, 'And tomorrow?');
  assert.equal(assembled.messages.length, 4);
  assert.ok(assembled.messages.every((each, index) => each === before[index]));
  assert.ok(assembled.estimatedTokens > 0);
  const { messagesByRole } = await server.client.sessions.get('s');
  assert.deepEqual(messagesByRole, { user: 2, assistant: 3, toolResult: 1 });
});

test('a turn that is handed over again is a duplicate, by whichever method', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  const { advancementKey } = await host.turn(session, 'Once.');
  const keys = { sessionId: 's', sessionKey: 'agent:main:main' };
  const again = { ...keys, advancementKey, messages: session.transcript };
  assert.deepEqual(await host.engine().commitTurn(again), { status: 'duplicate' });
  await host.engine().afterTurn({ ...again, prePromptMessageCount: 0 });
  // Another process of the host, which knows of nothing.
  using other = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await other.engine().commitTurn(again);
  await other.engine().maintain(keys);
  assert.deepEqual(await server.texts('s'), ['Once.', 'Fine.']);
});

test('a conversation that began without the plugin is taken over once', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const session = conversation('s');
  session.transcript.push(message('user', 'My dog is Rex.'), message('assistant', 'Hello Rex.'));
  await host.turn(session, 'One.');
  await host.turn(session, 'Two.');
  const texts = ['My dog is Rex.', 'Hello Rex.', 'One.', 'Fine.', 'Two.', 'Fine.'];
  assert.deepEqual(await server.texts('s'), texts);
});

test('each peer and group has a memory of its own; the table of users joins them', async () => {
  await using server = await startMemoryServer();
  const config = { memoryApiBaseUrl: server.url, userId: 'lin', users: { 'telegram:7': 'lin' } };
  using host = startOpenClaw({ config });
  const own = { sessionKey: 'agent:main:telegram:dm:7' };
  const guest = { sessionKey: 'agent:main:telegram:direct:8' };
  await host.turn(conversation('a'), 'My locker code word is walrus.', own);
  const asked = 'What is my locker code word?';
  const [mine, theirs] = [
    await host.turn(conversation('b'), asked),
    await host.turn(conversation('c'), asked, guest),
  ];
  assert.match(mine.assembled.systemPromptAddition ?? '', /walrus/u);
  assert.doesNotMatch(theirs.assembled.systemPromptAddition ?? '', /walrus/u);
  assert.deepEqual(await server.texts('c', 'telegram:8'), [asked, 'Fine.']);
});

test('recall and capture can be switched off', async () => {
  await using server = await startMemoryServer();
  const base = { memoryApiBaseUrl: server.url };
  using mute = startOpenClaw({ config: { ...base, autoCapture: false } });
  assert.equal((await mute.turn(conversation('a'), 'I live in Ulm.')).status, 'committed');
  assert.deepEqual(await server.texts('a'), []);
  using host = startOpenClaw({ config: { ...base, autoRecall: false } });
  await host.turn(conversation('b'), 'I live in Ulm.');
  const { assembled } = await host.turn(conversation('c'), 'Where do I live?');
  assert.equal(assembled.systemPromptAddition, undefined);
});

test('a turn that goes on after a tool keeps what it recalled', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.turn(conversation('a'), 'I work at Acme.');
  const engine = host.engine();
  const keys = { sessionId: 'b', sessionKey: 'agent:main:main', messages: [] };
  const first = await engine.assemble({ ...keys, prompt: 'Where do I work?' });
  const later = await engine.assemble(keys);
  assert.match(first.systemPromptAddition ?? '', /Acme/u);
  assert.equal(later.systemPromptAddition, first.systemPromptAddition);
});

test('a host that assembles twice in a turn is answered the same, with one search; the next turn has its own', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.tool('memory_store', { text: 'I work at Acme.' });
  const ask = { sessionId: 's', sessionKey: 'agent:main:main', messages: [], prompt: 'My work?' };
  const engine = host.engine();
  const first = await engine.assemble(ask);
  await server.stop();
  assert.deepEqual(await engine.assemble(ask), first);
  const next = await host.engine().assemble(ask);
  assert.equal(next.systemPromptAddition, undefined);
});
