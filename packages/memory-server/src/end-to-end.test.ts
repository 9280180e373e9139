import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import { memoryMemoryStore } from '@homarus/memory/testing';
import type {
  AfterTurnBodyInput,
  ComposeAnswer,
  GetMemoryAnswer,
  MemoryHealthAnswer,
  SearchMemoryAnswer,
} from '@homarus/protocol';

import { createMemoryServer } from './server.ts';
import { listen } from './testing/listen.ts';
import { memoryAdminStore } from './testing/memory-admin-store.ts';

/** The engine over an in-memory store, behind a real socket. */
async function start() {
  const store = memoryMemoryStore();
  const deps = { clock: systemClock, ids: createIds(), log: silentLogger };
  const memory = createMemory({ store, jobs: store, ...deps });
  memory.start();
  const server = await listen(
    createMemoryServer(
      { memory, admin: memoryAdminStore(), ...deps, version: '1.2.3' },
      { accountId: 'acct-demo', userId: 'u-default', agentId: 'main', auth: { mode: 'none' } },
    ),
  );
  return {
    async post<T>(method: string, body: object, status = 200): Promise<T> {
      const answer = await fetch(`${server.url}/${method}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      assert.equal(answer.status, status, text);
      return JSON.parse(text) as T;
    },
    async health(): Promise<MemoryHealthAnswer> {
      return (await (await fetch(`${server.url}/health`)).json()) as MemoryHealthAnswer;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await memory[Symbol.asyncDispose]();
    },
  };
}

const told: readonly {
  readonly turn: AfterTurnBodyInput;
  readonly ask: string;
  readonly fact: RegExp;
}[] = [
  {
    turn: {
      sessionId: 'monday',
      userId: '小林',
      messages: [
        { role: 'user', content: '我叫小林，对花生过敏，下周三要去杭州出差。' },
        { role: 'assistant', content: '记住了。' },
      ],
    },
    ask: '我有什么忌口？',
    fact: /花生/u,
  },
  {
    turn: {
      sessionId: 'monday',
      userId: 'alice',
      messages: [
        { role: 'user', content: 'I am allergic to peanuts and I work at Acme.' },
        { role: 'assistant', content: 'Noted.' },
      ],
    },
    ask: 'Which food am I allergic to?',
    fact: /peanut/iu,
  },
];

for (const { turn, ask, fact } of told) {
  test(`what was told in one conversation is known in the next: ${ask}`, async () => {
    await using server = await start();
    const { userId = '' } = turn;
    const kept = await server.post<Record<string, unknown>>('after_turn', { ...turn, wait: true });
    assert.partialDeepStrictEqual(kept, { ok: true, status: 'committed', stored: 2 });
    assert.ok(Number(kept['added']) >= 1);

    const next = { sessionId: 'tuesday', messages: [], prompt: ask };
    const composed = await server.post<ComposeAnswer>('compose', { ...next, userId });
    assert.match(composed.systemPromptAddition, fact);
    assert.equal(composed.abstained, false);

    const other = await server.post<ComposeAnswer>('compose', { ...next, userId: 'bob' });
    assert.equal(other.systemPromptAddition, '');
    assert.deepEqual(other.hits, []);
  });
}

test('a turn that is sent again is a duplicate', async () => {
  await using server = await start();
  const turn = { ...told[0]?.turn, turnId: 't1' };
  await server.post('after_turn', turn);
  const again = await server.post('after_turn', turn);
  assert.partialDeepStrictEqual(again, { status: 'duplicate', stored: 0, jobId: null });
  assert.equal((await server.health()).store.messages, 2);
});

test('what was ingested is found, keeps its id and date, and can be fetched', async () => {
  await using server = await start();
  const batch = {
    sessionId: 'import',
    messages: [
      { id: 'a', role: 'user', content: 'The cat is called Miso.', createdAt: '2024-05-01' },
      { id: 'b', role: 'user', content: '猫最喜欢吃三文鱼。', created_at: 1_714_608_000_000 },
    ],
  };
  const first = await server.post('ingest_batch', batch);
  assert.deepEqual(first, { ok: true, ingested: 2, duplicates: 0 });
  assert.deepEqual(await server.post('ingest_batch', batch), {
    ok: true,
    ingested: 0,
    duplicates: 2,
  });

  for (const [query, id, createdAt] of [
    ['cat Miso', 'a', Date.UTC(2024, 4, 1)],
    ['三文鱼', 'b', 1_714_608_000_000],
  ] as const) {
    const found = await server.post<SearchMemoryAnswer>('search_memory', {
      query,
      categories: ['full_context_memory'],
    });
    const [hit] = found.hits;
    assert.ok(hit);
    assert.partialDeepStrictEqual(hit, { createdAt, sessionId: 'import', sourceMessageIds: [id] });
    for (const ref of [{ id, sessionId: 'import' }, { uri: hit.uri }]) {
      const item = await server.post<GetMemoryAnswer>('get_memory', ref);
      assert.partialDeepStrictEqual(item, { type: 'message', id, uri: hit.uri, createdAt });
    }
    await server.post('get_memory', { uri: hit.uri, userId: 'bob' }, 404);
  }
});

test('of a batch with one bad message nothing is stored', async () => {
  await using server = await start();
  const messages = [
    { role: 'user', content: 'good' },
    { role: 'user', content: 'good too' },
    { role: 'robot', content: 'bad' },
  ];
  for (const method of ['ingest_batch', 'after_turn']) {
    await server.post(method, { sessionId: 's1', messages }, 400);
    await server.post(
      method,
      { sessionId: 's1', accountId: 'x', messages: messages.slice(0, 2) },
      403,
    );
  }
  assert.partialDeepStrictEqual(await server.health(), {
    status: 'ok',
    store: { messages: 0, memories: 0 },
    queue: { pending: 0, dead: 0 },
  });
});
