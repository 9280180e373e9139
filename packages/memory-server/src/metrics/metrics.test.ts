import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { errorOf, sha256, testServer } from '../testing/test-server.ts';
import type { TokenStats, UsageRow } from '@homarus/metrics';

const host = { host: '127.0.0.1:8090' };

function tokenStats(): TokenStats {
  const row: UsageRow = {
    purpose: 'extraction',
    model: 'cloud/x',
    calls: 3,
    failures: 1,
    inputTokens: 100,
    outputTokens: 20,
  };
  let rows: readonly UsageRow[] = [row];
  return {
    read: () => rows,
    reset: () => {
      rows = [];
    },
  };
}

async function metricsOf({ server }: ReturnType<typeof testServer>): Promise<string> {
  const answer = await server.fetch(
    new Request('http://127.0.0.1:8090/metrics', { headers: host }),
  );
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/u);
  return answer.text();
}

test('requests are counted by route, not by path, and operations by kind', async () => {
  const tested = testServer();
  await tested.post('search_memory', { query: 'x' });
  await tested.post('search_memory', { query: 7 });
  await tested.send('/api/v1/admin/accounts/acct-x/keys');
  await tested.send('/nothing/at/all');
  const text = await metricsOf(tested);
  const count = 'homarus_memory_http_request_duration_seconds_count';
  for (const line of [
    `${count}{method="POST",route="/api/v1/search_memory",status="200"} 1`,
    `${count}{method="POST",route="/api/v1/search_memory",status="400"} 1`,
    `${count}{method="GET",route="/api/v1/admin/accounts/:accountId/keys",status="404"} 1`,
    `${count}{method="GET",route="other",status="404"} 1`,
    'homarus_memory_operation_duration_seconds_count{operation="search"} 1',
    'homarus_memory_queue_pending 1',
    'homarus_memory_messages 5',
    'homarus_memory_up 1',
  ]) {
    assert.ok(text.includes(`${line}\n`), `${line}\n${text}`);
  }
});

test('names keep the rules of Prometheus: help, base units, no _total but for counters', async () => {
  const text = await metricsOf(testServer({}, {}, { tokenStats: tokenStats() }));
  const types = new Map(
    Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gmu), ([, name = '', type = '']) => [
      name,
      type,
    ]),
  );
  assert.ok(types.size > 10);
  for (const [name, type] of types) {
    assert.match(name, /^(?:homarus_|process_|nodejs_)[a-z_]+$/u);
    assert.ok(text.includes(`# HELP ${name} `), name);
    assert.equal(name.endsWith('_total'), type === 'counter', name);
    assert.doesNotMatch(name, /_(?:ms|milliseconds|kb|info|count|sum|bucket)$/u);
  }
  assert.match(text, /homarus_model_input_tokens\{purpose="extraction",model="cloud\/x"\} 100\n/u);
});

test('a store that is away is a number', async () => {
  const away = testServer({ health: () => Promise.reject(new AppError('unavailable', 'Gone.')) });
  assert.match(await metricsOf(away), /^homarus_memory_up 0$/mu);
});

test('metrics and usage are for the role root', async () => {
  const keys = [{ hash: sha256('admin-key'), accountId: 'acct-a', role: 'admin' }] as const;
  const { send } = testServer({}, { auth: { mode: 'key', keys } });
  for (const path of ['/metrics', '/api/v1/token_stats']) {
    assert.equal((await send(path)).status, 401);
    assert.equal((await send(path, { headers: { 'x-api-key': 'admin-key' } })).status, 403);
  }
});

test('usage is read, and reset with the last counts as the answer', async () => {
  const { send, post } = testServer({}, {}, { tokenStats: tokenStats() });
  const { usage } = (await send('/api/v1/token_stats')).body;
  assert.partialDeepStrictEqual(usage, [{ purpose: 'extraction', calls: 3 }]);
  assert.deepEqual((await post('token_stats', {})).body['usage'], usage);
  assert.deepEqual((await post('token_stats', { reset: true })).body['usage'], usage);
  assert.deepEqual((await send('/api/v1/token_stats')).body['usage'], []);
});

test('call/{method} is the call of that name', async () => {
  const { post, send, memory } = testServer();
  const direct = await post('search_memory', { query: '花生', userId: 'alice' });
  const named = await post('call/search_memory', { query: '花生', userId: 'alice' });
  assert.deepEqual(named.body, direct.body);
  assert.deepEqual(memory.calls[0]?.args.slice(0, 2), memory.calls[1]?.args.slice(0, 2));
  const none = await post('call/serch_memory', {});
  assert.deepEqual([none.status, errorOf(none).code], [404, 'not_found']);
  assert.match(JSON.stringify(none.body), /search_memory/u);
  assert.equal((await post('call/admin', {})).status, 404);
  assert.equal((await send('/api/v1/call/compose')).status, 405);
});
