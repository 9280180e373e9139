import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { runAs, startPostgres } from '@homarus/store-postgres/testing';

import { respond, searchMemory } from './support/http.ts';
import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import { startMemory } from './support/memory-process.ts';
import type { MemoryProcess } from './support/memory-process.ts';

// Several servers over one PostgreSQL: each sees at once what the others wrote, and none misses what
// another one was killed at.

const server = await startPostgres();
after(() => server[Symbol.asyncDispose]());

interface Servers extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly first: MemoryProcess;
  readonly second: MemoryProcess;
}

/** Two memory services with homes of their own and one database. */
async function startTwo(database: string): Promise<Servers> {
  const stack = new AsyncDisposableStack();
  const databaseUrl = await server.createDatabase(database);
  const env = { DATABASE_URL: databaseUrl };
  const [first, second] = await Promise.all(
    [stack.use(temporaryHome()), stack.use(temporaryHome())].map((home) =>
      startMemory(home.path, env),
    ),
  );
  if (first === undefined || second === undefined) throw new Error('A server did not start.');
  stack.use(first);
  stack.use(second);
  return { databaseUrl, first, second, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** A turn whose ids and words no other one has. */
function turnOf(writer: string, count: number, sessionId = writer) {
  const name = `${writer}x${count}`;
  return {
    sessionId,
    turnId: name,
    messages: [
      { id: `q-${name}`, role: 'user', content: `Where is word${name}?` },
      { id: `a-${name}`, role: 'assistant', content: 'Where it was before.' },
    ],
  };
}

test('what one server wrote, the other finds at once', async () => {
  await using servers = await startTwo('seen');
  const { first, second } = servers;
  for (let round = 0; round < 20; round += 1) {
    const [writer, reader] = round % 2 === 0 ? [first, second] : [second, first];
    const { status } = await writer.post('/api/v1/after_turn', turnOf('seen', round));
    assert.equal(status, 200);
    const hits = await searchMemory(reader.url, `wordseenx${round}`);
    assert.ok(
      hits.some(({ text }) => text.includes(`wordseenx${round}`)),
      `round ${round}: ${JSON.stringify(hits)}`,
    );
  }
});

test('the same statement, told to both at once, is stored once', async () => {
  await using servers = await startTwo('once');
  for (let round = 0; round < 10; round += 1) {
    const body = { content: `My bicycle number ${round} is green.` };
    const answers = await Promise.all(
      [servers.first, servers.second, servers.first, servers.second].map((memory) =>
        memory.post('/api/v1/memories', body),
      ),
    );
    for (const { status, body: answer } of answers) {
      assert.ok(status === 200 || status === 201, JSON.stringify(answer));
    }
  }
  const rows = await runAs(server.adminUrl('once'), 'select count(*)::int as rows from memory');
  assert.deepEqual(rows, [{ rows: 10 }]);
});

test('a server that is killed under load loses nothing it acknowledged, and the other goes on', async () => {
  await using servers = await startTwo('killed');
  const { first, second, databaseUrl } = servers;
  const acknowledged: string[] = [];
  /** Writers of both servers share sessions, so that they are in each other's way. */
  const write = async (memory: MemoryProcess, writer: string, turns: number): Promise<void> => {
    for (let count = 0; count < turns; count += 1) {
      const turn = turnOf(writer, count, `s-${count % 3}`);
      const { status } = await memory.post('/api/v1/after_turn', turn);
      assert.equal(status, 200);
      acknowledged.push(...turn.messages.map(({ id }) => id));
    }
  };
  const doomed = Promise.allSettled(['a', 'b', 'c'].map((writer) => write(first, writer, 1000)));
  const lasting = ['d', 'e', 'f'].map((writer) => write(second, writer, 60));
  while (acknowledged.length < 200) await nextTick();
  await first.stop('SIGKILL');
  const cut = await doomed;
  assert.ok(cut.every(({ status }) => status === 'rejected'));
  await Promise.all(lasting);
  const kept = await runAs(
    databaseUrl,
    "set homarus.all_accounts = 'on'",
    'select id from message',
  );
  const ids = new Set(kept.map((row) => ('id' in row ? row.id : undefined)));
  assert.deepEqual(
    acknowledged.filter((id) => !ids.has(id)),
    [],
  );
  const { body } = await second.post('/api/v1/verify', {});
  assert.equal((body as { readonly drift: number }).drift, 0, JSON.stringify(body));
});

function nextTick(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test('while the database is away calls are answered 503, and it comes back without a restart', async () => {
  await using servers = await startTwo('restarted');
  const { first } = servers;
  assert.equal((await first.post('/api/v1/after_turn', turnOf('away', 0))).status, 200);
  await server.stop();
  for (const [path, body] of [
    ['/api/v1/after_turn', turnOf('away', 1)],
    ['/api/v1/search_memory', { query: 'wordawayx0' }],
  ] as const) {
    const refused = await first.post(path, body);
    assert.equal(refused.status, 503, JSON.stringify(refused.body));
    assert.ok(Number(refused.retryAfter) >= 1);
  }
  assert.equal((await fetch(`${first.url}/api/v1/health`)).status, 503);
  await server.start();
  assert.equal((await first.post('/api/v1/after_turn', turnOf('away', 1))).status, 200);
  for (const count of [0, 1]) {
    const hits = await searchMemory(first.url, `wordawayx${count}`);
    assert.ok(hits.some(({ text }) => text.includes(`wordawayx${count}`)));
  }
});

test('homarus up keeps its conversations and memories there', async () => {
  using home = temporaryHome();
  const env = { DATABASE_URL: await server.createDatabase('up') };
  {
    await using running = await startHomarus({ home: home.path, env });
    await respond(running.gatewayUrl, { input: 'My cat is called Schnurri.' });
    await running.stop('SIGTERM');
  }
  await using again = await startHomarus({ home: home.path, env });
  const hits = await searchMemory(again.memoryUrl, 'cat called');
  assert.ok(hits.some(({ text }) => text.includes('Schnurri')));
  const runs = await runAs(server.adminUrl('up'), 'select status from run');
  assert.deepEqual(runs, [{ status: 'done' }]);
});
