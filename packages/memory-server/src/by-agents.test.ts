import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import type { DayLogEntryAnswer, ForgetCandidateAnswer } from '@homarus/protocol';

import { errorOf, testServer } from './testing/test-server.ts';

/** A server over an engine, whose clock stands on an evening in Shanghai. */
function setup() {
  const clock = manualClock(Date.parse('2026-05-03T16:30:00Z'));
  const store = memoryMemoryStore({ clock });
  const deps = { store, jobs: store, clock, ids: sequentialIds(), log: silentLogger };
  const { remember, forget, search, library } = createMemory(deps, { timeZone: 'UTC' });
  return testServer({ remember, forget, search, library });
}

test('what is remembered is found known the second time, and forgotten by words beyond doubt', async () => {
  const { post } = setup();
  const { body: made } = await post('remember', { text: '我喜欢喝乌龙茶', importance: 0.9 });
  assert.equal(made['action'], 'created');
  const { body: again } = await post('remember', { text: '我喜欢喝乌龙茶' });
  assert.deepEqual(again, { ok: true, action: 'updated', id: made['id'] });
  await post('remember', { text: 'My sister Anna lives in Oslo.' });
  await post('remember', { text: 'My sister Anna plays the violin.' });
  const { body: open } = await post('forget', { query: 'my sister Anna' });
  assert.equal(open['action'], 'candidates');
  assert.equal((open['candidates'] as ForgetCandidateAnswer[]).length, 2);
  const { body: done } = await post('forget', { query: '我喜欢喝乌龙茶' });
  assert.deepEqual(done, { ok: true, action: 'deleted', id: made['id'], rows: 1 });
  const { body: none } = await post('forget', { memory_id: 'mem_none' });
  assert.deepEqual(none, { ok: true, action: 'not_found', id: 'mem_none' });
  assert.equal((await post('forget', { query: 'zebra' })).body['action'], 'nothing_found');
});

test('the log of a day is that of a time zone, and has no words of what is forgotten', async () => {
  const { post, send } = setup();
  const { body: tea } = await post('remember', { text: '我喜欢喝乌龙茶' });
  await post('remember', { text: 'My sister Anna lives in Oslo.' });
  await post('forget', { memoryId: tea['id'] });
  const { body: log } = await send('/api/v1/log');
  assert.deepEqual([log['day'], log['timeZone'], log['isCut']], ['2026-05-03', 'UTC', false]);
  const lines = (log['entries'] as DayLogEntryAnswer[]).map(({ what, cause, text }) => [
    what,
    cause,
    text,
  ]);
  assert.deepEqual(lines, [
    ['learned', 'tool', undefined],
    ['forgotten', 'tool', undefined],
    ['learned', 'tool', 'My sister Anna lives in Oslo.'],
  ]);
  const inShanghai = await send('/api/v1/log?timeZone=Asia/Shanghai');
  assert.equal(inShanghai.body['day'], '2026-05-04');
  assert.equal((inShanghai.body['entries'] as []).length, 3);
  const before = await send('/api/v1/log?timeZone=Asia/Shanghai&day=2026-05-03');
  assert.deepEqual(before.body['entries'], []);
  const others = await send('/api/v1/log?userId=bob');
  assert.deepEqual(others.body['entries'], []);
});

test('wrong calls are refused with their field, other accounts with 403', async () => {
  const { post, send } = setup();
  for (const [method, body, path] of [
    ['remember', { text: '' }, 'text'],
    ['remember', { text: 'My password is hunter2x.' }, 'text'],
    ['remember', { text: 'x', importance: 2 }, 'importance'],
    ['forget', {}, 'memoryId'],
    ['forget', { memoryId: 'a', query: 'b' }, 'memoryId'],
  ] as const) {
    const answer = await post(method, body);
    assert.deepEqual([answer.status, errorOf(answer).path], [400, path], JSON.stringify(body));
  }
  for (const [query, path] of [
    ['day=2026-02-30', 'day'],
    ['day=today', 'day'],
    ['timeZone=Mars/Olympus', 'timeZone'],
  ] as const) {
    const answer = await send(`/api/v1/log?${query}`);
    assert.deepEqual([answer.status, errorOf(answer).path], [400, path], query);
  }
  const foreign = { accountId: 'acct-other' };
  assert.equal((await post('remember', { ...foreign, text: 'x' })).status, 403);
  assert.equal((await post('forget', { ...foreign, query: 'x' })).status, 403);
  assert.equal((await send('/api/v1/log?accountId=acct-other')).status, 403);
});
