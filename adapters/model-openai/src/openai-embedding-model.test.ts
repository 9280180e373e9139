import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { scriptedEmbedding, startScriptedServer } from '@homarus/models/testing';

import { openaiEmbeddingModel } from './openai-embedding-model.ts';

const values = ['我对花生过敏', 'I live in Hangzhou'];

test('embeds texts in their order, with the tokens it took', async () => {
  await using server = await startScriptedServer();
  const model = openaiEmbeddingModel({ baseUrl: server.url, model: 'e', apiKey: 'k' });
  const { embeddings, usage } = await model.doEmbed({ values });
  assert.deepEqual(
    embeddings,
    values.map((text) => scriptedEmbedding(text, 256)),
  );
  assert.equal(usage?.tokens, 11);
  assert.deepEqual(server.requests[0]?.body, {
    model: 'e',
    input: values,
    encoding_format: 'float',
  });
});

test('asks for its own dimensions unless the call names others', async () => {
  await using server = await startScriptedServer();
  const model = openaiEmbeddingModel({ baseUrl: server.url, model: 'e', dimensions: 16 });
  assert.equal((await model.doEmbed({ values })).embeddings[0]?.length, 16);
  assert.equal((await model.doEmbed({ values, dimensions: 8 })).embeddings[0]?.length, 8);
});

test('refuses an answer with missing or uneven vectors', async () => {
  await using server = await startScriptedServer();
  const model = openaiEmbeddingModel({ baseUrl: server.url, model: 'e' });
  const answers = [[[1, 0]], [[1, 0], [1]], [[], []], []];
  for (const vectors of answers) {
    const data = vectors.map((embedding) => ({ embedding }));
    server.scriptEmbeddings({ garbage: JSON.stringify({ data }) });
    await assert.rejects(
      async () => model.doEmbed({ values }),
      (error) => hasCode(error, 'model_failed'),
      JSON.stringify(vectors),
    );
  }
});

test('reports faults and aborts by code', async () => {
  await using server = await startScriptedServer();
  const model = openaiEmbeddingModel({ baseUrl: server.url, model: 'e' });
  server.scriptEmbeddings({ status: 429, retryAfter: 3 });
  await assert.rejects(
    async () => model.doEmbed({ values }),
    (error) => hasCode(error, 'rate_limited') && error.retryAfterMs === 3000,
  );
  await assert.rejects(
    async () => model.doEmbed({ values, abortSignal: AbortSignal.abort() }),
    (error) => hasCode(error, 'aborted'),
  );
});
