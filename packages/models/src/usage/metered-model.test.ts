import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { offlineModel } from '../offline/offline-model.ts';
import { callWith, streamParts } from '../testing/read-stream.ts';
import type { EmbeddingModel } from '../types.ts';
import { meteredEmbeddingModel, meteredModel } from './metered-model.ts';
import { createUsageMeter } from './usage-meter.ts';

const call = callWith('What do you know?');

test('answers and streams are counted by purpose, with the tokens of the provider', async () => {
  const meter = createUsageMeter();
  const model = offlineModel();
  const turn = meteredModel(model, { meter, purpose: 'turn' });
  const extraction = meteredModel(model, { meter, purpose: 'extraction' });
  const { usage } = await turn.doGenerate(call);
  await streamParts(turn, call);
  await extraction.doGenerate(call);
  const name = `${model.provider}/${model.modelId}`;
  const inputTokens = usage.inputTokens.total ?? 0;
  const outputTokens = usage.outputTokens.total ?? 0;
  assert.deepEqual(meter.read(), [
    {
      purpose: 'turn',
      model: name,
      calls: 2,
      failures: 0,
      inputTokens: inputTokens * 2,
      outputTokens: outputTokens * 2,
    },
    { purpose: 'extraction', model: name, calls: 1, failures: 0, inputTokens, outputTokens },
  ]);
  meter.reset();
  assert.deepEqual(meter.read(), []);
});

test('a failure is counted and handed on', async () => {
  const meter = createUsageMeter();
  const model = meteredModel(
    { ...offlineModel(), doGenerate: () => Promise.reject(new AppError('timeout', 'Late.')) },
    { meter, purpose: 'turn' },
  );
  await assert.rejects(async () => model.doGenerate(call), { code: 'timeout' });
  assert.partialDeepStrictEqual(meter.read(), [{ calls: 1, failures: 1, inputTokens: 0 }]);
});

test('embeddings are counted', async () => {
  const meter = createUsageMeter();
  const embedding: EmbeddingModel = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'e',
    maxEmbeddingsPerCall: 8,
    supportsParallelCalls: true,
    doEmbed: async () => ({ embeddings: [[1]], usage: { tokens: 7 }, warnings: [] }),
  };
  const metered = meteredEmbeddingModel(embedding, { meter, purpose: 'embedding' });
  assert.deepEqual((await metered.doEmbed({ values: ['x'] })).embeddings, [[1]]);
  assert.deepEqual(meter.read(), [
    {
      purpose: 'embedding',
      model: 'test/e',
      calls: 1,
      failures: 0,
      inputTokens: 7,
      outputTokens: 0,
    },
  ]);
});
