import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';
import type { MemoryService } from '@homarus/memory';

import { NotebookMemory } from '../testing/notebook-memory.ts';
import { builtInTools } from './index.ts';

function start(memory: MemoryService = new NotebookMemory()) {
  const clock = manualClock(Date.UTC(2026, 10, 21, 1, 30));
  const tools = builtInTools({ memory, clock }, { accountId: 'acct', timeZone: 'Asia/Shanghai' });
  const call = async (name: string, input: unknown, userId = 'ann') => {
    const tool = tools.find((candidate) => candidate.name === name);
    assert.ok(tool?.run !== undefined);
    return tool.run(input, {
      runId: 'run_1',
      agentId: 'main',
      userId,
      sessionKey: 'agent:main:main',
      sessionId: 'ses_1',
      toolCallId: 'call_1',
      signal: new AbortController().signal,
    });
  };
  return { call };
}

test('what is stored is recalled for its person only', async () => {
  const { call } = start();
  const stored = await call('memory_store', { text: 'Ann likes pears' });
  assert.deepEqual(stored.details, { action: 'created', id: 'mem_0' });
  const found = await call('memory_recall', { query: 'pears' });
  assert.match(found.text, /\[mem_0\] \(2023-11-15, user_memory_fact\) Ann likes pears/u);
  assert.deepEqual(found.details, {
    count: 1,
    memories: [
      {
        id: 'mem_0',
        text: 'Ann likes pears',
        category: 'user_memory_fact',
        importance: 0.7,
        score: 1,
        createdAt: 1_700_000_000_000,
      },
    ],
  });
  const other = await call('memory_recall', { query: 'pears' }, 'bob');
  assert.deepEqual(other.details, { count: 0, memories: [] });
});

test('forgetting says what it did', async () => {
  const { call } = start();
  await call('memory_store', { text: 'Ann likes pears' });
  const details = async (input: unknown) => (await call('memory_forget', input)).details;
  assert.deepEqual(await details({ memoryId: 'mem_0' }), { action: 'deleted', id: 'mem_0' });
  assert.deepEqual(await details({ memoryId: 'mem_9' }), { action: 'not_found', id: 'mem_9' });
  assert.deepEqual(await details({ query: 'pears' }), { action: 'deleted', id: 'mem_0', rows: 1 });
  assert.deepEqual(await details({ query: 'bicycles' }), { found: 0 });
  await call('memory_store', { text: 'Ann dislikes pears' });
  assert.deepEqual(await details({ query: 'pears' }), {
    action: 'candidates',
    candidates: [
      { id: 'mem_0', text: 'Ann likes pears', score: 1, category: 'user_memory_fact' },
      { id: 'mem_1', text: 'Ann dislikes pears', score: 1, category: 'user_memory_fact' },
    ],
  });
  const missing = await call('memory_forget', { query: '  ' });
  assert.deepEqual(missing.details, { error: 'missing_param' });
  assert.equal(missing.isError, true);
});

test('arguments that do not fit are refused with their path', async () => {
  const { call } = start();
  const isRefused = (error: unknown) => hasCode(error, 'invalid_request');
  await assert.rejects(call('memory_recall', {}), isRefused);
  await assert.rejects(call('memory_recall', { query: 'x', limit: 500 }), isRefused);
  await assert.rejects(call('memory_store', { text: 'x', importance: 7 }), isRefused);
  await assert.rejects(call('memory_store', { text: 'x', category: 'gossip' }), isRefused);
});

test('now tells the time of the zone', async () => {
  const { call } = start();
  const now = await call('now', {});
  assert.deepEqual(now.details, {
    iso: '2026-11-21T09:30:00+08:00',
    timeZone: 'Asia/Shanghai',
    weekday: 'Saturday',
  });
});

test('what the memory has queued is said to wait', async () => {
  const queue = async () => ({ action: 'queued' }) as const;
  const { call } = start(Object.assign(new NotebookMemory(), { remember: queue, forget: queue }));
  const stored = await call('memory_store', { text: 'Ann likes pears' });
  assert.deepEqual(stored.details, { action: 'queued' });
  assert.match(stored.text, /waits on disk/u);
  const forgotten = await call('memory_forget', { memoryId: 'mem_1' });
  assert.deepEqual(forgotten.details, { action: 'queued', id: 'mem_1' });
  assert.match(forgotten.text, /\[mem_1\] is forgotten when it can be/u);
});
