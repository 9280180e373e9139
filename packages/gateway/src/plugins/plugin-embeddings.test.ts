import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { openWritten } from '@homarus/plugins/testing';

import { createPluginEmbeddings } from './index.ts';

const embedder = `{
  embedBatch: async (texts, { signal }) => { signal.throwIfAborted(); return texts.map((t) => [t.length, 1]); },
  close() { globalThis.closed = (globalThis.closed ?? 0) + 1; },
}`;

function open(create: string) {
  const register = `globalThis.created = []; api.registerEmbeddingProvider({ id: 'acme', create: async (r) => { created.push(r); ${create} } });`;
  return openWritten([{ id: 'vectors', register }], {}, { deadlines: { embedding: 20 } });
}

const choice = { provider: 'acme', model: 'small', dimensions: 2 };

test('a model of a plugin embeds; it is made on the first call, once, and closed', async () => {
  await using opened = await open(`return { provider: ${embedder} };`);
  {
    await using embeddings = createPluginEmbeddings(opened.host);
    const model = embeddings.modelOf(choice);
    assert.deepEqual([model.provider, model.modelId], ['plugin:acme', 'small']);
    assert.deepEqual(Reflect.get(globalThis, 'created'), []);
    for (const values of [['one'], ['two', 'three']]) {
      const { embeddings: vectors } = await embeddings.modelOf(choice).doEmbed({ values });
      assert.deepEqual(
        vectors,
        values.map((text) => [text.length, 1]),
      );
    }
    const [request, ...more] = Reflect.get(globalThis, 'created') as readonly object[];
    assert.deepEqual(more, []);
    const config = { plugins: { slots: {}, entries: { vectors: {} } } };
    assert.deepEqual(request, { ...choice, config });
  }
  assert.equal(Reflect.get(globalThis, 'closed'), 1);
  assert.equal(opened.host.health()[0]?.status, 'ready');
});

test('a provider that could not make its model is asked again', async () => {
  await using opened = await open(
    `if (created.length === 1) throw new Error('no key'); return { provider: ${embedder} };`,
  );
  await using embeddings = createPluginEmbeddings(opened.host);
  const model = embeddings.modelOf(choice);
  await assert.rejects(async () => model.doEmbed({ values: ['a'] }), /no key/u);
  assert.equal(opened.host.health()[0]?.status, 'degraded');
  assert.deepEqual((await model.doEmbed({ values: ['a'] })).embeddings, [[1, 1]]);
  assert.equal(opened.host.health()[0]?.status, 'ready');
});

for (const [what, create, problem] of [
  ['hangs', `return { provider: { embedBatch: () => new Promise(() => {}) } };`, 'timeout'],
  ['has no model', `return { provider: null };`, 'unavailable'],
  ['lies', `return { provider: { embedBatch: async () => ['x'] } };`, 'model_failed'],
] as const) {
  test(`a provider that ${what} is its plugin’s fault`, async () => {
    await using opened = await open(create);
    await using embeddings = createPluginEmbeddings(opened.host);
    const model = embeddings.modelOf(choice);
    await assert.rejects(
      async () => model.doEmbed({ values: ['a'] }),
      (error) => hasCode(error, problem),
    );
    assert.match(opened.host.health()[0]?.error ?? '', /embedding provider acme/u);
  });
}

test('a provider that no plugin registers is an error with the nearest that one does', async () => {
  {
    await using opened = await open('');
    await using embeddings = createPluginEmbeddings(opened.host);
    embeddings.require('acme');
    assert.throws(
      () => embeddings.require('acne'),
      (error) => hasCode(error, 'invalid_request') && /Did you mean 'acme'/u.test(error.message),
    );
  }
  await using broken = await openWritten([{ id: 'vectors', register: `throw new Error('no');` }]);
  await using embeddings = createPluginEmbeddings(broken.host);
  embeddings.require('acme');
  const model = embeddings.modelOf(choice);
  await assert.rejects(
    async () => model.doEmbed({ values: ['a'] }),
    (error) => hasCode(error, 'unavailable'),
  );
});
