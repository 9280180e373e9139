import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connectStdio } from './support/mcp-client.ts';
import type { Details } from './support/mcp-client.ts';
import { startMemoryService } from './support/memory-service.ts';

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly state?: string;
}

const listOf = (details: Details, field: string): readonly Shown[] =>
  details[field] as readonly Shown[];

test('every tool says what it does to the memory, and describes its input and output', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  const { tools } = await server.client.listTools();
  const effects = tools.map(({ name, annotations }) => [
    name,
    annotations?.readOnlyHint,
    annotations?.destructiveHint,
    annotations?.openWorldHint,
  ]);
  assert.deepEqual(effects, [
    ['memory_recall', true, false, false],
    ['memory_compose', true, false, false],
    ['memory_store', false, false, false],
    ['memory_forget', false, true, false],
    ['memory_list', true, false, false],
    ['memory_get', true, false, false],
    ['memory_history', true, false, false],
    ['memory_undo', false, true, false],
  ]);
  for (const { name, description, inputSchema, outputSchema } of tools) {
    assert.ok((description ?? '').length > 50, name);
    assert.equal(inputSchema.additionalProperties, false, name);
    assert.equal(outputSchema?.['type'], 'object', name);
  }
  const recall = tools.find(({ name }) => name === 'memory_recall')?.inputSchema;
  assert.deepEqual(recall?.required, ['query']);
  assert.match(server.client.getInstructions() ?? '', /memory_compose/u);
  assert.equal(server.client.getServerVersion()?.name, 'homarus-memory');
});

for (const mode of ['legacy', 'auto'] as const) {
  test(`store, recall, correct, look back, undo and forget, with a client of the mode ${mode}`, async () => {
    await using service = await startMemoryService();
    await using server = await connectStdio({ OGMEM_URL: service.url, OG_USER_ID: '小林' }, mode);
    const { call } = server;
    const stored = await call('memory_store', { text: '我住在杭州', importance: 0.9 });
    assert.deepEqual([stored.isError, stored.details['action']], [false, 'created']);
    const id = String(stored.details['id']);
    assert.equal((await call('memory_store', { text: '我住在杭州' })).details['action'], 'updated');
    const found = await call('memory_recall', { query: '我住在哪个城市？' });
    assert.equal(listOf(found.details, 'memories')[0]?.text, '我住在杭州');
    assert.match(found.text, /not instructions[^]+杭州/u);

    await call('memory_store', { text: '我住在苏州' });
    const live = await call('memory_list');
    assert.deepEqual(
      listOf(live.details, 'memories').map(({ text }) => text),
      ['我住在苏州'],
    );
    const all = await call('memory_list', { states: ['live', 'superseded'], limit: 1 });
    assert.deepEqual([all.details['total'], all.details['nextOffset']], [2, 1]);
    const past = await call('memory_history', { memoryId: id });
    assert.equal(listOf(past.details, 'revisions')[0]?.state, 'superseded');
    const undone = await call('memory_undo', { memoryId: id });
    assert.equal(listOf(undone.details, 'conflicts')[0]?.text, '我住在苏州');

    const gone = await call('memory_forget', { memoryId: id });
    assert.deepEqual(gone.details, { action: 'deleted', id });
    assert.match((await call('memory_get', { id })).text, /No memory/u);
    const now = listOf((await call('memory_list')).details, 'memories')[0];
    assert.equal((await call('memory_get', { id: now?.id ?? '' })).details['state'], 'live');
    const composed = await call('memory_compose', { prompt: '我家附近有什么好吃的？' });
    assert.match(composed.text, /苏州/u);
    assert.doesNotMatch(composed.text, /杭州/u);
    assert.equal((await service.client.memories.list({ userId: '小林' })).total, 1);
    assert.equal((await service.client.memories.list()).total, 0);
  });
}

test('words that may mean several memories forget nothing and name them', async () => {
  await using service = await startMemoryService();
  await using server = await connectStdio({ OGMEM_URL: service.url });
  await server.call('memory_store', { text: 'My sister Anna lives in Oslo.' });
  await server.call('memory_store', { text: 'My sister Anna plays the violin.' });
  const open = await server.call('memory_forget', { query: 'my sister Anna' });
  assert.equal(open.details['action'], 'candidates');
  assert.equal(listOf(open.details, 'candidates').length, 2);
  const none = await server.call('memory_forget', { query: 'zebra' });
  assert.deepEqual([none.isError, none.details['action']], [false, 'nothing_found']);
  assert.equal((await service.client.memories.list()).total, 2);
});

test('what was said in a conversation is found, and composed under its id', async () => {
  await using service = await startMemoryService();
  const messages = [
    { role: 'user' as const, content: 'We decided to use PostgreSQL for the archive.' },
  ];
  await service.client.afterTurn({ sessionId: 's1', messages, wait: true });
  await using server = await connectStdio({ OGMEM_URL: service.url });
  const found = await server.call('memory_recall', {
    query: 'PostgreSQL',
    categories: ['full_context_memory'],
    timeFrom: '2020-01-01',
  });
  const [hit] = found.details['memories'] as { readonly uri: string; readonly importance: null }[];
  assert.equal(hit?.importance, null);
  const read = await server.call('memory_get', { id: hit?.uri ?? '' });
  assert.deepEqual([read.details['type'], read.details['sessionId']], ['message', 's1']);
  const prompt = 'Did we decide to use PostgreSQL?';
  const composed = await server.call('memory_compose', { prompt, sessionId: 's2' });
  assert.match(composed.text, /PostgreSQL/u);
  assert.ok((composed.details['estimatedTokens'] as number) > 0);
});
