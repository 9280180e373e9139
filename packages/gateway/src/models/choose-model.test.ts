import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { LanguageModel } from '@homarus/models';

import { openRaw } from '../testing/raw-client.ts';
import { says, scriptedModel } from '../testing/scripted-model.ts';
import type { ScriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { ModelCatalog, ModelChoice } from './model-catalog.ts';

const key = 'agent:main:main';
const cost = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 };
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');

/** A plain model, and `deep/thinker`, which sees, reasons and costs a dollar a token. */
function twoModels() {
  const plain = scriptedModel(says('Plain.'));
  const deep = { ...scriptedModel(says('Deep.')), provider: 'deep', modelId: 'thinker' };
  const known: readonly (readonly [LanguageModel, Partial<ModelChoice>])[] = [
    [plain, {}],
    [deep, { contextTokens: 9000, canSee: true, canReason: true, cost }],
  ];
  const models: ModelCatalog = {
    byDefault: plain,
    list: () =>
      known.map(([{ provider, modelId }, facts]) => Object.assign({ provider, modelId }, facts)),
    find: (name) => known.find(([one]) => name === `${one.provider}/${one.modelId}`)?.[0],
  };
  return { plain, deep, models };
}

async function start({ plain, models }: { plain: ScriptedModel; models: ModelCatalog }) {
  const running = await startGateway({ model: plain, models });
  const client = await openRaw(running.url);
  await client.connect();
  const ask = async (message: string, more: object = {}) => {
    const idempotencyKey = `run ${message}`;
    const call = { sessionKey: key, message, idempotencyKey, ...more };
    await client.call('chat.send', call);
    await client.call('agent.wait', { runId: idempotencyKey });
  };
  return { running, client, ask };
}

test('a session’s model answers it, and its row shows what that is and costs', async () => {
  const { plain, deep, models } = twoModels();
  const { running, client, ask } = await start({ plain, models });
  await using _running = running;
  using _client = client;
  await ask('First');
  const patched = await client.call('sessions.patch', { key, model: 'deep/thinker' });
  assert.partialDeepStrictEqual(patched.payload, {
    ok: true,
    resolved: { modelProvider: 'deep', model: 'thinker' },
  });
  const attachments = [{ fileName: 'a.png', content: png }];
  await ask('Second', { attachments });
  assert.deepEqual([plain.calls.length, deep.calls.length], [1, 1]);
  const seen = deep.calls[0]?.prompt.at(-1)?.content.at(-1);
  assert.ok(typeof seen === 'object' && seen.type === 'file', 'this one sees');
  const { payload } = await client.call('sessions.describe', { key });
  assert.partialDeepStrictEqual(payload, {
    session: { modelProvider: 'deep', model: 'thinker', contextTokens: 9000 },
  });
  const { payload: usage } = await client.call('sessions.usage', { key });
  assert.match(JSON.stringify(usage), /"totalCost":11\b/u, 'eleven tokens of the dear one');
  const refused = await client.call('sessions.patch', { key, model: 'deep/thinkr' });
  assert.match(JSON.stringify(refused), /INVALID_REQUEST.*Did you mean 'deep\/thinker'/u);
});

test('a thinking level is the reasoning effort of a model that has one, else it is said', async () => {
  const { plain, deep, models } = twoModels();
  const { running, client, ask } = await start({ plain, models });
  await using _running = running;
  using _client = client;
  await ask('First', { thinking: 'low' });
  assert.equal(plain.calls[0]?.reasoning, undefined);
  const ignored = await client.call('sessions.patch', { key, thinkingLevel: 'high' });
  assert.partialDeepStrictEqual(ignored.payload, {
    resolved: { thinkingLevel: 'off' },
    warnings: ['thinkingLevel: scripted/parrot takes no reasoning effort.'],
  });
  await client.call('sessions.patch', { key, model: 'deep/thinker' });
  await ask('Second');
  await ask('Third', { thinking: 'off' });
  assert.deepEqual(
    deep.calls.map(({ reasoning }) => reasoning),
    ['high', 'none'],
  );
  const unknown = await client.call('sessions.patch', { key, thinkingLevel: 'deeply' });
  assert.equal(unknown.ok, false);
});
