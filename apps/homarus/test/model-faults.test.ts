import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIds, silentLogger, systemClock } from '@homarus/base';
import { createMemory } from '@homarus/memory';
import type { Memory } from '@homarus/memory';
import { openaiEmbeddingModel, openaiModel } from '@homarus/model-openai';
import { retryingEmbeddingModel, retryingModel } from '@homarus/models';
import { startScriptedServer } from '@homarus/models/testing';
import type { FaultReply, ScriptedReply } from '@homarus/models/testing';
import { openSqlite } from '@homarus/store-sqlite';

// What a model endpoint does to the memory that uses it: nothing to what is written and asked, and to
// what is learned only that rules do it.

const scope = { accountId: 'acct', userId: 'u', agentId: 'main', sessionId: 's' };
const dimensions = 16;
const retrying = { clock: systemClock, log: silentLogger, baseMs: 1, maxMs: 5 };

interface World extends AsyncDisposable {
  readonly memory: Memory;
  /** Works on the queue until nothing is left but what is planned for later; retries are waited for. */
  settle(): Promise<void>;
}

/** An engine whose models are at an endpoint; all of its waits are short. */
async function openWorld(baseUrl: string, models: { readonly embeds?: boolean }): Promise<World> {
  const stores = await openSqlite({ path: ':memory:', log: silentLogger });
  const embedding = {
    vectors: stores.vectors,
    dimensions,
    queryTimeoutMs: 20,
    model: retryingEmbeddingModel(openaiEmbeddingModel({ baseUrl, model: 'e' }), retrying),
  };
  const memory = createMemory(
    {
      store: stores.memory,
      jobs: stores.memory,
      clock: systemClock,
      ids: createIds(),
      log: silentLogger,
      ...(models.embeds === true
        ? { embedding }
        : { model: retryingModel(openaiModel({ baseUrl, model: 'm' }), retrying) }),
    },
    {
      worker: { leaseMs: 500, backoff: { baseMs: 1, maxMs: 2 } },
      conversations: { extractTimeoutMs: 100, summaryTimeoutMs: 100 },
    },
  );
  return {
    memory,
    settle: async () => {
      do await memory.drain();
      while ((await kindsLeft(memory)).some((kind) => !planned.has(kind)));
    },
    async [Symbol.asyncDispose]() {
      await memory[Symbol.asyncDispose]();
      await stores[Symbol.asyncDispose]();
    },
  };
}

/** A summary by rules is written anew by the model in minutes, a review comes at night. */
const planned: ReadonlySet<string> = new Set(['rebuild_archive', 'review']);

async function kindsLeft(memory: Memory): Promise<readonly string[]> {
  return (await memory.maintenance.listJobs({})).map(({ kind }) => kind);
}

const answers: Readonly<Record<string, ScriptedReply>> = {
  'never comes': { hang: true },
  'is cut in the middle': { json: { items: [] }, cutAfter: 0 },
  'is no JSON': { text: 'I would rather talk about the weather.' },
  'is a page of a proxy': { garbage: '<html>Bad gateway</html>' },
  'is five megabytes': { text: `{"items":["${'x'.repeat(5_000_000)}` },
  'has another shape': { json: { facts: 'none' } },
  'is a failure of the server': { status: 500 },
  'asks to wait for a minute': { status: 429, retryAfter: 60 },
  'asks to wait for a moment, for ever': { status: 429, retryAfterMs: 1 },
  'refuses the key': { status: 401 },
};

for (const [name, answer] of Object.entries(answers)) {
  test(`a model whose answer ${name}: rules learn, and nobody waits`, async () => {
    await using server = await startScriptedServer({ isRecording: false });
    server.setDefault(answer);
    await using world = await openWorld(server.url, {});
    const { memory } = world;
    const messages = [{ role: 'user' as const, content: 'I live in Lisbon.' }];
    const { status } = await memory.afterTurn(scope, { messages, turnId: 't' });
    assert.equal(status, 'committed');
    const { hits } = await memory.compose(scope, { messages: [], prompt: 'Where is Lisbon?' });
    assert.equal(hits[0]?.text, 'I live in Lisbon.');
    const compacted = await memory.conversations.compact(scope);
    assert.equal(compacted.compacted, true);
    await world.settle();
    const degraded = await memory.health();
    assert.deepEqual([degraded.status, degraded.queue.dead], ['degraded', 0]);
    assert.deepEqual(
      degraded.issues.map(({ code }) => code),
      ['extraction_failed'],
    );
    const { memories } = await memory.library.list(scope);
    assert.deepEqual(
      memories.map(({ attribute, value }) => [attribute, value]),
      [['residence', 'Lisbon']],
    );
    server.setDefault({ json: { items: [] } });
    const later = [{ role: 'user' as const, content: 'It rains.' }];
    await memory.afterTurn(scope, { messages: later, turnId: 't2', wait: true });
    assert.deepEqual((await memory.health()).issues, []);
  });
}

const embeddingFaults: Readonly<Record<string, FaultReply>> = {
  'never come': { hang: true },
  'are no JSON': { garbage: '<html>Bad gateway</html>' },
  'have another length': {
    garbage: JSON.stringify({ object: 'list', data: [{ index: 0, embedding: [1, 2, 3] }] }),
  },
  'are fewer than asked for': { garbage: JSON.stringify({ object: 'list', data: [] }) },
  'are failures of the server': { status: 500 },
  'ask to wait': { status: 429, retryAfter: 60 },
};

for (const [name, fault] of Object.entries(embeddingFaults)) {
  test(`embeddings that ${name}: words find meanwhile, and it is made up for`, async () => {
    await using server = await startScriptedServer({ isRecording: false, dimensions });
    server.scriptEmbeddings(...Array.from({ length: 4 }, () => fault));
    await using world = await openWorld(server.url, { embeds: true });
    const { memory } = world;
    await memory.ingest(scope, [{ role: 'user', content: 'The boat is called Aurora.' }]);
    const found = await memory.search(scope, 'What is the boat called?', { trace: true });
    assert.equal(found.hits[0]?.text, 'The boat is called Aurora.');
    assert.equal(found.trace?.vector?.status, 'skipped');
    await world.settle();
    assert.equal((await memory.vectors.status(scope)).isComplete, true);
    const health = await memory.health();
    assert.deepEqual([health.queue, health.drift], [{ pending: 0, dead: 0 }, 0]);
  });
}

test('what failed for good is shown, degrades health, and works when it is tried again by hand', async () => {
  await using stores = await openSqlite({ path: ':memory:', log: silentLogger });
  await using server = await startScriptedServer({ isRecording: false, dimensions });
  const parts = {
    store: stores.memory,
    jobs: stores.memory,
    clock: systemClock,
    ids: createIds(),
    log: silentLogger,
  };
  const worker = { backoff: { baseMs: 1, maxMs: 1 } };
  const model = openaiEmbeddingModel({ baseUrl: server.url, model: 'e' });
  await using embedding = createMemory(
    { ...parts, embedding: { vectors: stores.vectors, model } },
    { worker },
  );
  await embedding.ingest(scope, [{ role: 'user', content: 'The boat is called Aurora.' }]);
  // Somebody took the model out of the configuration before its work was done.
  await using bare = createMemory(parts, { worker });
  for (let attempts = 0; attempts < 200 && (await bare.health()).queue.dead === 0; attempts += 1) {
    await bare.drain();
  }
  const [dead] = await bare.maintenance.listJobs({ state: 'dead' });
  assert.match(dead?.lastError ?? '', /embed/u);
  const { status, queue } = await bare.health();
  assert.deepEqual([status, queue.dead], ['degraded', 1]);
  assert.equal(await embedding.maintenance.retryJobs({ ids: [dead?.id ?? ''] }), 1);
  await embedding.drain();
  assert.equal((await embedding.vectors.status(scope)).isComplete, true);
  assert.equal((await embedding.health()).queue.dead, 0);
});
