import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { SearchResult } from '../src/memory/search-manager.ts';
import { startMemoryServer } from './support/memory-server.ts';
import { conversation, startOpenClaw } from './support/open-claw.ts';
import type { OpenClaw } from './support/open-claw.ts';

test('the tools store, recall, and forget', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const stored = await host.tool('memory_store', { text: '我住在上海', importance: 0.9 });
  const { action, id } = stored.details as { readonly action: string; readonly id: string };
  assert.equal(action, 'created');
  const recalled = await host.tool('memory_recall', { query: '住在哪里' });
  assert.match(recalled.text, /我住在上海/u);
  const { count, memories } = recalled.details as {
    readonly count: number;
    readonly memories: readonly object[];
  };
  assert.equal(count, 1);
  assert.partialDeepStrictEqual(memories[0], {
    id,
    text: '我住在上海',
    category: 'user_memory_fact',
    importance: 0.9,
  });
  const forgotten = await host.tool('memory_forget', { memoryId: id });
  assert.deepEqual(forgotten.details, { action: 'deleted', id });
  const again = await host.tool('memory_forget', { memoryId: id });
  assert.deepEqual(again.details, { action: 'not_found', id });
  assert.deepEqual((await host.tool('memory_recall', { query: '住在哪里' })).details, {
    count: 0,
    memories: [],
  });
});

test('forgetting by words deletes what is beyond doubt, and asks otherwise', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const forget = async (query: string) => (await host.tool('memory_forget', { query })).details;
  assert.deepEqual(await forget('zebra'), { found: 0 });
  assert.deepEqual(await forget(' '), { error: 'missing_param' });
  await host.tool('memory_store', { text: 'My bicycle is green' });
  assert.partialDeepStrictEqual(await forget('my bicycle is green'), {
    action: 'deleted',
    rows: 1,
  });
  await host.tool('memory_store', { text: 'I like green tea in the morning' });
  await host.tool('memory_store', { text: 'I like black tea in the evening' });
  const many = (await forget('tea')) as { readonly action: string; readonly candidates: unknown[] };
  assert.equal(many.action, 'candidates');
  assert.equal(many.candidates.length, 2);
});

test('a tool works with the memory of whoever speaks in its session', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.tool('memory_store', { text: 'My locker is number 12' });
  const guest = { sessionKey: 'agent:main:telegram:dm:8' };
  const theirs = await host.tool('memory_recall', { query: 'locker number' }, guest);
  assert.deepEqual(theirs.details, { count: 0, memories: [] });
});

test('what memory_search finds, memory_get reads', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.turn(conversation('s'), 'The key is\nunder the mat.');
  const found = await host.tool('memory_search', { query: 'key mat' });
  const { results } = found.details as { readonly results: readonly SearchResult[] };
  const [first] = results;
  assert.ok(first !== undefined);
  assert.deepEqual([first.source, first.startLine, first.endLine], ['sessions', 1, 2]);
  const read = await host.tool('memory_get', { path: first.path, from: 2, lines: 1 });
  assert.equal(read.text, 'under the mat.');
  const missing = await host.tool('memory_get', { path: 'ctx://acct-demo/sessions/x/messages/y' });
  assert.match(missing.text, /Nothing is stored/u);
});

test('what is to be remembered, or forgotten by its id, while the server is away is done when it is back', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const { details } = await host.tool('memory_store', { text: 'I play the cello' });
  const { id } = details as { readonly id: string };
  await server.stop();
  const stored = await host.tool('memory_store', { text: '我对花生过敏' });
  assert.deepEqual(stored.details, { action: 'queued' });
  assert.match(stored.text, /waits on disk/u);
  const forgotten = await host.tool('memory_forget', { memoryId: id });
  assert.deepEqual(forgotten.details, { action: 'queued', id });
  await assert.rejects(host.tool('memory_forget', { query: 'cello' }), { code: 'unavailable' });
  await server.start();
  await host.engine().maintain({ sessionId: 's', sessionKey: 'agent:main:main' });
  const { memories } = await server.client.memories.list();
  assert.deepEqual(
    memories.map(({ content }) => content),
    ['我对花生过敏'],
  );
});

test('what the server refuses to remember is told at once', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  const secret = host.tool('memory_store', { text: 'My password is hunter2x.' });
  await assert.rejects(secret, { code: 'invalid_request' });
  assert.match(await host.status(), / 0 waiting/u);
});

test('a tool says that the server is away', async () => {
  await using server = await startMemoryServer();
  await server.stop();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await assert.rejects(host.tool('memory_recall', { query: 'x' }), { code: 'unavailable' });
});

interface MemoryRuntime {
  getMemorySearchManager(of: { readonly agentId: string }): Promise<{
    readonly manager: {
      search(query: string, options?: object): Promise<readonly SearchResult[]>;
      status(): object;
      sync(): Promise<void>;
      probeVectorAvailability(): Promise<boolean>;
      probeEmbeddingAvailability(): Promise<{ readonly ok: boolean }>;
    };
  }>;
  authorizeSearchHits(request: object): Promise<readonly SearchResult[]>;
}

function runtimeOf({ registered }: OpenClaw): MemoryRuntime {
  const [capability] = registered.memory;
  assert.ok(capability?.runtime !== undefined);
  assert.equal(capability.flushPlanResolver?.(...([] as never)), null);
  return capability.runtime as MemoryRuntime;
}

test('the host searches the memory of the agent’s own person, and shows it to nobody else', async () => {
  await using server = await startMemoryServer();
  using host = startOpenClaw({ config: { memoryApiBaseUrl: server.url } });
  await host.turn(conversation('s'), 'The blue suitcase is in the attic.');
  await host.tool('memory_store', { text: 'My suitcase is blue' });
  const runtime = runtimeOf(host);
  const { manager } = await runtime.getMemorySearchManager({ agentId: 'main' });
  const hits = await manager.search('blue suitcase', { maxResults: 5 });
  assert.deepEqual(new Set(hits.map(({ source }) => source)), new Set(['memory', 'sessions']));
  const only = await manager.search('blue suitcase', { sources: ['memory'] });
  assert.ok(only.every(({ source }) => source === 'memory'));
  const shownTo = async (requesterSessionKey: string | undefined, sandboxed = false) =>
    (await runtime.authorizeSearchHits({ agentId: 'main', requesterSessionKey, sandboxed, hits }))
      .length;
  assert.equal(await shownTo('agent:main:main'), hits.length);
  assert.equal(await shownTo(undefined), hits.length);
  assert.equal(await shownTo('agent:main:telegram:group:9'), only.length);
  assert.equal(await shownTo('agent:main:main', true), only.length);
  assert.partialDeepStrictEqual(manager.status(), {
    backend: 'builtin',
    custom: { server: 'up', url: server.url },
  });
  await manager.sync();
  assert.equal(await manager.probeVectorAvailability(), false);
  assert.equal((await manager.probeEmbeddingAvailability()).ok, false);
});

test('the model is told of the tools that it has', () => {
  using host = startOpenClaw();
  const [capability] = host.registered.memory;
  const prompt = (tools: readonly string[]) =>
    capability?.promptBuilder?.({ availableTools: new Set(tools) }).join('\n');
  assert.match(prompt(['memory_recall']) ?? '', /memory_recall/u);
  assert.equal(prompt(['exec']), '');
});
