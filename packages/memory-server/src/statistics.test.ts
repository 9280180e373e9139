import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';

import { errorOf, testServer } from './testing/test-server.ts';

async function setup() {
  const clock = manualClock(Date.parse('2026-05-03T16:30:00Z'));
  const store = memoryMemoryStore({ clock });
  const memory = createMemory({
    store,
    jobs: store,
    clock,
    ids: sequentialIds(),
    log: silentLogger,
  });
  const { afterTurn, remember, get, statistics } = memory;
  const server = testServer({ afterTurn, remember, get, statistics });
  const scope = { userId: 'lin', agentId: 'cook', sessionId: 's1' };
  const messages = [
    { id: 'm1', role: 'user', content: '我对花生过敏' },
    { id: 'm2', role: 'assistant', content: 'You are allergic to peanuts.', isEcho: true },
  ];
  await server.post('after_turn', { ...scope, turnId: 't1', messages });
  await server.post('remember', { userId: 'lin', text: 'I like tea.', importance: 0.9 });
  return server;
}

const span = { userId: 'lin', timeFrom: '2026-05-03', timeTo: '2026-05-05' };

test('a person’s memory is counted over their agents, and nobody else’s with it', async () => {
  const { post } = await setup();
  const { body: places } = await post('statistics/places', { userId: 'lin' });
  assert.deepEqual(places, { ok: true, agentIds: ['cook', 'main'], sessionIds: ['s1'] });
  const { body } = await post('statistics/overview', { ...span, timeZone: 'Asia/Shanghai' });
  assert.deepEqual(
    [body['total'], body['byCategory'], (body['buckets'] as readonly unknown[]).length],
    [3, { full_context_user: 1, full_context_assistant: 1, user_memory_fact: 1 }, 48],
  );
  const { body: cook } = await post('statistics/overview', { ...span, byAgentId: 'cook' });
  assert.equal(cook['total'], 2);
  const { body: other } = await post('statistics/overview', { ...span, userId: 'alice' });
  assert.equal(other['total'], 0);
});

test('messages come by turn, with what says that they are echoes', async () => {
  const { post } = await setup();
  const { body } = await post('statistics/messages', { userId: 'lin', limit: 1, offset: 0 });
  assert.equal(body['total'], 2);
  const all = await post('statistics/messages', { userId: 'lin' });
  const rows = all.body['messages'] as readonly {
    readonly message: { readonly id: string; readonly isEcho: boolean; readonly uri: string };
    readonly batchId: string;
    readonly seqInBatch: number;
  }[];
  assert.deepEqual(
    rows.map(({ message, batchId, seqInBatch }) => [
      message.id,
      message.isEcho,
      batchId,
      seqInBatch,
    ]),
    [
      ['m1', false, 't1', 0],
      ['m2', true, 't1', 1],
    ],
  );
  const { body: shown } = await post('get_memory', {
    userId: 'lin',
    agentId: 'cook',
    uri: rows[1]?.message.uri,
  });
  assert.deepEqual([shown['id'], shown['isEcho']], ['m2', true]);
});

test('a bad span, category or time zone is named', async () => {
  const { post } = await setup();
  const pathOf = async (fields: object) =>
    errorOf(await post('statistics/overview', { ...span, ...fields })).path;
  assert.equal(await pathOf({ timeTo: '2026-05-01' }), 'timeTo');
  assert.equal(await pathOf({ timeZone: 'Mars/Olympus' }), 'timeZone');
  assert.equal(await pathOf({ categories: ['user_memory_fact', 'x'] }), 'categories[1]');
});
