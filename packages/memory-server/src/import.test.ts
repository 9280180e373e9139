import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';

import { testServer } from './testing/test-server.ts';

const json = { 'content-type': 'application/json' };

/** A server over the engine, and what the user has in it. */
function setup() {
  const store = memoryMemoryStore();
  const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory({ store, jobs: store, ...deps });
  const server = testServer({}, {}, { memory });
  const scope = { accountId: 'acct-demo', userId: 'ann', agentId: 'main' };
  const contents = async () =>
    (await store.findMemories(scope, { limit: 1_000 })).map(({ content }) => content).toSorted();
  const send = async (body: object) => {
    const sent = { headers: json };
    const answer = await server.post('import', { userId: 'ann', ...body }, sent);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { memories, known, skipped, failed } = answer.body;
    return { memories, known, skipped, failed };
  };
  return { post: server.post, call: server.send, fetch: server.server.fetch, contents, send };
}

const documents = [
  { file: 'MEMORY.md', content: '- likes tea\n- **Name:**\n', modifiedAt: '2026-01-05' },
  { file: '2026-01-06.md', content: '- 养了一只狗' },
];

test('documents of Markdown and mem0 are taken in, after a dry run that writes nothing', async () => {
  const { send, contents } = setup();
  const body = { format: 'markdown', documents };
  const announced = await send({ ...body, dry_run: true });
  assert.deepEqual(announced, { memories: 2, known: 0, skipped: 1, failed: 0 });
  assert.deepEqual(await contents(), []);
  assert.deepEqual(await send(body), announced);
  const mem0 = JSON.stringify([
    { memory: 'Plays chess', user_id: 'x' },
    { user_id: 'y', memory: 'z' },
  ]);
  const exported = { format: 'mem0', documents: [{ file: 'm.json', content: mem0 }] };
  assert.deepEqual(await send(exported), { memories: 1, known: 0, skipped: 1, failed: 0 });
  const other = await send({ ...exported, sourceUserId: 'y' });
  assert.deepEqual(other, { memories: 1, known: 0, skipped: 1, failed: 0 });
  assert.deepEqual(await contents(), ['Plays chess', 'likes tea', 'z', '养了一只狗']);
});

test('items come as JSON Lines; a line that is none fails alone', async () => {
  const { call, contents } = setup();
  const text = '{"type":"statement","file":"a","line":1,"content":"likes tea"}\n{cut\n';
  const path = '/api/v1/import?format=items&userId=ann';
  const dry = await call(`${path}&dryRun=true`, { method: 'POST', text });
  const real = await call(path, { method: 'POST', text });
  assert.deepEqual(dry.body, real.body);
  assert.deepEqual([real.body['memories'], real.body['failed']], [1, 1]);
  assert.deepEqual(await contents(), ['likes tea']);
});

test('a body that is neither is refused with what was expected', async () => {
  const { post } = setup();
  const wrong = [
    {},
    { format: 'mem0' },
    { format: 'homarus', documents },
    { format: 'mem0', documents: [] },
  ];
  for (const body of wrong) {
    const answer = await post('import', body, { headers: json });
    assert.equal(answer.status, 400, JSON.stringify(body));
  }
});

test('a sender that goes away in the middle is told so, and what was whole stays', async () => {
  const { fetch, contents } = setup();
  const lines = Array.from({ length: 150 }, (_, index) => {
    const place = { file: 'a', line: index + 1 };
    return `${JSON.stringify({ type: 'statement', ...place, content: `fact ${index}` })}\n`;
  });
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (isSent) controller.error(new Error('gone'));
      else controller.enqueue(new TextEncoder().encode(lines.join('')));
      isSent = true;
    },
  });
  const headers = { host: '127.0.0.1:8090' };
  // Needed for a stream.
  const init = { method: 'POST', headers, body, duplex: 'half' as const };
  const url = 'http://127.0.0.1:8090/api/v1/import?format=items&userId=ann';
  const answer = await fetch(new Request(url, init));
  assert.equal(errorCode(await answer.json()), 'aborted');
  assert.equal((await contents()).length, 100);
});

function errorCode(body: unknown): unknown {
  const { error } = body as { readonly error?: { readonly code?: unknown } };
  return error?.code;
}
