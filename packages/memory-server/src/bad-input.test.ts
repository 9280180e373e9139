import assert from 'node:assert/strict';
import { test } from 'node:test';

import { errorOf, testServer } from './testing/test-server.ts';

const message = { role: 'user', content: 'x' };
const session = { sessionId: 's1' };
const long = 'x'.repeat(257);

/** Each is sent to the path; `path` is the field that the 400 must name. */
interface BadInput {
  readonly to: string;
  readonly body: unknown;
  readonly path: string;
}

function badFor(to: string, cases: readonly (readonly [body: unknown, path: string])[]) {
  return cases.map(([body, path]): BadInput => ({ to, body, path }));
}

/** What is wrong with any body of a call that has these good fields. */
function badScope(to: string, good: object): readonly BadInput[] {
  return badFor(to, [
    [null, ''],
    [[], ''],
    ['text', ''],
    [7, ''],
    [{ ...good, userId: 5 }, 'userId'],
    [{ ...good, userId: '' }, 'userId'],
    [{ ...good, user_id: null }, 'userId'],
    [{ ...good, agentId: 'a\u0000b' }, 'agentId'],
    [{ ...good, accountId: {} }, 'accountId'],
    [{ ...good, sessionId: long }, 'sessionId'],
    [{ ...good, sessionId: ['s1'] }, 'sessionId'],
  ]);
}

/** What can be wrong with a message, as the only one in `messages`. */
const badMessages: readonly (readonly [message: unknown, path: string])[] = [
  ['text', ''],
  [null, ''],
  [{}, '.role'],
  [{ role: 'user' }, '.content'],
  [{ role: 'robot', content: 'x' }, '.role'],
  [{ role: 'user', content: null }, '.content'],
  [{ role: 'user', content: {} }, '.content'],
  [{ role: 'user', content: ['x'] }, '.content[0]'],
  [{ role: 'user', content: [{ text: 'x' }] }, '.content[0].type'],
  [{ role: 'user', content: [{ type: 'text' }, { type: 'text', text: 1 }] }, '.content[1].text'],
  [{ ...message, id: '' }, '.id'],
  [{ ...message, id: 12 }, '.id'],
  [{ ...message, id: long }, '.id'],
  [{ ...message, createdAt: 'yesterday' }, '.createdAt'],
  [{ ...message, createdAt: '2026-02-30' }, '.createdAt'],
  [{ ...message, created_at: 1e300 }, '.createdAt'],
  [{ ...message, name: 'a\nb' }, '.name'],
  [{ ...message, senderId: {} }, '.senderId'],
];

function badLists(to: string, rest: object): readonly BadInput[] {
  const lists = badMessages.map(([bad, path]): readonly [unknown, string] => [
    { ...session, ...rest, messages: [message, bad] },
    `messages[1]${path}`,
  ]);
  const many = Array.from({ length: 10_001 }, () => message);
  return badFor(to, [
    ...lists,
    [{ ...session, ...rest, messages: 'x' }, 'messages'],
    [{ ...session, ...rest, messages: message }, 'messages'],
    [{ ...session, ...rest, messages: many }, 'messages'],
    [{ ...rest, messages: [message] }, 'sessionId'],
  ]);
}

const all: readonly BadInput[] = [
  ...badScope('compose', { ...session, messages: [], prompt: 'x' }),
  ...badLists('compose', { prompt: 'x' }),
  ...badFor('compose', [
    [{ ...session, prompt: 'x' }, 'messages'],
    [{ ...session, messages: [] }, 'prompt'],
    [{ ...session, messages: [], prompt: 5 }, 'prompt'],
    [{ ...session, messages: [], prompt: 'x', tokenBudget: 0 }, 'tokenBudget'],
    [{ ...session, messages: [], prompt: 'x', tokenBudget: 200_001 }, 'tokenBudget'],
    [{ ...session, messages: [], prompt: 'x', token_budget: '9' }, 'tokenBudget'],
    [{ ...session, messages: [], prompt: 'x', trace: 'yes' }, 'trace'],
  ]),
  ...badScope('after_turn', { ...session, messages: [message] }),
  ...badLists('after_turn', {}),
  ...badFor('after_turn', [
    [{ ...session, messages: [] }, 'messages'],
    [{ ...session }, 'messages'],
    [{ ...session, messages: [message], turnId: '' }, 'turnId'],
    [{ ...session, messages: [message], isHeartbeat: 1 }, 'isHeartbeat'],
    [{ ...session, messages: [message], wait: 'true' }, 'wait'],
    [{ ...session, messages: [message], prePromptMessageCount: -1 }, 'prePromptMessageCount'],
    [{ ...session, messages: [message], prePromptMessageCount: 2 }, 'prePromptMessageCount'],
  ]),
  ...badScope('ingest', { ...session, message }),
  ...badLists('ingest', {}),
  ...badFor('ingest', [
    [{ ...session }, 'message'],
    [{ ...session, message, messages: [message] }, 'message'],
    [{ ...session, message: [message] }, 'message.role'],
    [{ ...session, message: { role: 'user' } }, 'message.content'],
    [{ ...session, messages: [] }, 'messages'],
  ]),
  ...badScope('ingest_batch', { ...session, messages: [message] }),
  ...badLists('ingest_batch', {}),
  ...badFor('ingest_batch', [
    [{ ...session }, 'messages'],
    [{ ...session, message, messages: [message] }, 'messages'],
  ]),
  ...badScope('search_memory', { query: 'x' }),
  ...badFor('search_memory', [
    [{}, 'query'],
    [{ query: '' }, 'query'],
    [{ query: 5 }, 'query'],
    [{ query: 'x'.repeat(10_001) }, 'query'],
    [{ query: 'x', limit: 0 }, 'limit'],
    [{ query: 'x', limit: 201 }, 'limit'],
    [{ query: 'x', limit: 2.5 }, 'limit'],
    [{ query: 'x', categories: 'user_memory_fact' }, 'categories'],
    [{ query: 'x', categories: ['user_memory_fact', 'facts'] }, 'categories[1]'],
    [{ query: 'x', minScore: 2 }, 'minScore'],
    [{ query: 'x', timeFrom: 'soon' }, 'timeFrom'],
    [{ query: 'x', timeFrom: '2026-02-01', timeTo: '2026-01-01' }, 'timeTo'],
  ]),
  ...badScope('get_memory', { id: 'x' }),
  ...badFor('get_memory', [
    [{}, 'id'],
    [{ id: 'x', uri: 'ctx://x' }, 'id'],
    [{ id: 5 }, 'id'],
    [{ uri: '' }, 'uri'],
    [{ uri: {} }, 'uri'],
  ]),
];

for (const to of new Set(all.map((bad) => bad.to))) {
  test(`${to} names the field of every bad input, and calls nothing`, async () => {
    const { post, memory } = testServer();
    for (const { body, path } of all.filter((bad) => bad.to === to)) {
      const answer = await post(to, body);
      const text = JSON.stringify(body).slice(0, 200);
      assert.equal(answer.status, 400, text);
      assert.deepEqual(errorOf(answer), { code: 'invalid_request', path }, text);
    }
    assert.deepEqual(memory.calls, []);
  });
}

test('a message of the error says what was expected and what came', async () => {
  const answer = await testServer().post('after_turn', {
    sessionId: 's1',
    messages: [{ role: 'robot', content: 'x' }],
  });
  assert.deepEqual(answer.body, {
    error: {
      code: 'invalid_request',
      message:
        'messages[0].role: expected "user" | "assistant" | "system" | "tool" | "toolResult", received "robot"',
      details: {
        path: 'messages[0].role',
        expected: '"user" | "assistant" | "system" | "tool" | "toolResult"',
        received: '"robot"',
        issues: [
          {
            path: 'messages[0].role',
            expected: '"user" | "assistant" | "system" | "tool" | "toolResult"',
            received: '"robot"',
          },
        ],
      },
    },
  });
});

test('every path says where its JSON is malformed', async () => {
  for (const to of new Set(all.map((bad) => bad.to))) {
    const { send, memory } = testServer();
    const answer = await send(`/api/v1/${to}`, { method: 'POST', text: '{"query": "x",}' });
    assert.equal(answer.status, 400);
    const { details } = answer.body['error'] as { readonly details: { readonly position: number } };
    assert.equal(details.position, 14);
    assert.deepEqual(memory.calls, []);
  }
});

test('an empty body, bytes that are no UTF-8 and endless nesting are answered with 400', async () => {
  const { send, server } = testServer();
  assert.equal((await send('/api/v1/ingest', { method: 'POST' })).status, 400);
  const deep = `{"sessionId":"s","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  assert.equal((await send('/api/v1/ingest', { method: 'POST', text: deep })).status, 400);
  const bytes = await server.fetch(
    new Request('http://localhost/api/v1/ingest', {
      method: 'POST',
      headers: { host: 'localhost' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    }),
  );
  assert.equal(bytes.status, 400);
});

test('a foreign account is refused everywhere, and nothing is called', async () => {
  const bodies: Readonly<Record<string, object>> = {
    compose: { sessionId: 's', messages: [], prompt: 'x' },
    after_turn: { sessionId: 's', messages: [message] },
    ingest: { sessionId: 's', message },
    ingest_batch: { sessionId: 's', messages: [message] },
    search_memory: { query: 'x' },
    get_memory: { id: 'x' },
  };
  assert.deepEqual(
    Object.keys(bodies).toSorted(),
    [...new Set(all.map((bad) => bad.to))].toSorted(),
  );
  for (const [to, body] of Object.entries(bodies)) {
    const { post, memory } = testServer();
    const answer = await post(to, { ...body, accountId: 'acct-other' });
    assert.equal(answer.status, 403, to);
    assert.deepEqual(errorOf(answer), { code: 'forbidden', path: 'accountId' });
    assert.deepEqual(memory.calls, []);
    assert.notEqual((await post(to, { ...body, account_id: 'acct-demo' })).status, 403, to);
  }
});

test('paths that do not exist are 404, methods that a path does not take 405', async () => {
  const { send, memory } = testServer();
  for (const path of ['/', '/api/v1', '/api/v1/nothing', '/api/v1/compose/x', '/api/v2/compose']) {
    const answer = await send(path, { method: 'POST', text: '{}' });
    assert.deepEqual([answer.status, errorOf(answer).code], [404, 'not_found'], path);
  }
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await send('/api/v1/compose', { method });
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.get('allow'), 'POST');
  }
  const health = await send('/api/v1/health', { method: 'POST', text: '{}' });
  assert.deepEqual([health.status, health.headers.get('allow')], [405, 'GET, HEAD']);
  assert.equal((await send('/api/v1/health', { method: 'HEAD' })).status, 200);
  assert.deepEqual(
    memory.calls.map((call) => call.method),
    ['health'],
  );
});
