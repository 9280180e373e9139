import assert from 'node:assert/strict';
import { test } from 'node:test';

import { estimateTokens, hasCode } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';

import { recalledOf, toRecalledOptions } from '../recalled.ts';
import { callWith, languageModelConformance, streamParts, textOfParts } from '../testing/index.ts';
import type { RecalledForModel } from '../types.ts';
import { isOfflineModel, offlineModel } from './offline-model.ts';

const model = offlineModel({ timeZone: 'Asia/Shanghai' });
const told = Date.UTC(2026, 0, 31, 20);
const empty: RecalledForModel = { relevant: [], profile: [] };

async function answer(text: string, recalled?: RecalledForModel): Promise<string> {
  const providerOptions = recalled === undefined ? {} : toRecalledOptions(recalled);
  return textOfParts(await streamParts(model, callWith(text, { providerOptions })));
}

runConformance(languageModelConformance, { create: async () => ({ model: offlineModel() }), test });

test('quotes what is relevant, with its day, in the language of the question', async () => {
  const recalled = { relevant: [{ text: '我对花生过敏', createdAt: told }], profile: ['叫小林'] };
  const chinese = await answer('我有什么忌口？', recalled);
  assert.match(chinese, /还没有配置语言模型/u);
  assert.match(chinese, /- （2026-02-01）我对花生过敏/u);
  assert.doesNotMatch(chinese, /叫小林/u);
  assert.match(chinese, /LLM_BASE_URL.*LLM_API_KEY.*LLM_MODEL.*config\.yaml/u);

  const english = await answer('What am I allergic to', {
    relevant: [{ text: 'I am allergic\nto peanuts.', createdAt: told }],
    profile: [],
  });
  assert.match(english, /No language model is configured/u);
  assert.match(english, /- \(2026-02-01\) I am allergic to peanuts\./u);
  assert.match(english, /LLM_BASE_URL, LLM_API_KEY and LLM_MODEL/u);
});

test('falls back to the profile for a question, and says when it knows nothing', async () => {
  const profile = ['- Name: Alice', 'Lives in Leeds'];
  assert.match(
    await answer('Do you know me?', { relevant: [], profile }),
    /- Name: Alice\n- Lives/u,
  );
  assert.match(await answer('Do you know me?', empty), /I know nothing about it yet/u);
  assert.match(await answer('你知道我是谁吗', empty), /还什么都不知道/u);
});

test('acknowledges a statement and does not quote the profile to it', async () => {
  const chinese = await answer('我叫小林，对花生过敏，下周三要去杭州出差。', {
    relevant: [],
    profile: ['住在上海'],
  });
  assert.match(chinese, /记下了/u);
  assert.doesNotMatch(chinese, /上海/u);
  const english = await answer('My name is Alice.', {
    relevant: [{ text: 'Alice lives in Leeds', createdAt: told }],
    profile: [],
  });
  assert.match(
    english,
    /I keep what you just told me\.\n\nI also remember:\n- \(2026-02-01\) Alice/u,
  );
});

test('says how to set a model in the first answer of a conversation only', async () => {
  const first = await answer('What am I allergic to?', empty);
  const call = callWith('And what else?');
  const said = { role: 'assistant' as const, content: [{ type: 'text' as const, text: first }] };
  const later = textOfParts(await streamParts(model, { ...call, prompt: [said, ...call.prompt] }));
  assert.match(first, /LLM_BASE_URL/u);
  assert.match(later, /No language model is configured/u);
  assert.doesNotMatch(later, /LLM_BASE_URL/u);
});

test('promises nothing when memory had no part in the call', async () => {
  assert.match(await answer('My name is Alice.'), /Memory was not consulted/u);
});

test('quotes at most six different memories, each cut to a length', async () => {
  const relevant = Array.from({ length: 20 }, (_, index) => ({
    text: `${Math.floor(index / 2)} ${'long '.repeat(200)}`,
    createdAt: told,
  }));
  const lines = (await answer('What?', { relevant, profile: [] })).split('\n');
  const quotes = lines.filter((line) => line.startsWith('- '));
  assert.deepEqual(
    quotes.map((line) => line.slice(15, 16)),
    ['0', '1', '2', '3', '4', '5'],
  );
  assert.ok(quotes.every((line) => line.length < 330));
});

test('counts its tokens honestly and heeds their limit', async () => {
  const call = callWith('Who am I?', { maxOutputTokens: 15 });
  const { content, usage, finishReason } = await model.doGenerate(call);
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  assert.equal(finishReason.unified, 'length');
  assert.ok(text.length > 0 && estimateTokens(text) <= 15);
  assert.equal(usage.outputTokens.total, estimateTokens(text));
  assert.equal(usage.inputTokens.total, estimateTokens('Who am I?'));
});

test('refuses to make up JSON', async () => {
  const call = callWith('x', { responseFormat: { type: 'json' } });
  await assert.rejects(
    async () => model.doGenerate(call),
    (error) => hasCode(error, 'unsupported'),
  );
});

test('is known by name', () => {
  assert.ok(isOfflineModel(model));
  assert.ok(!isOfflineModel({ ...model, modelId: 'other' }));
});

test('what was recalled comes back as it went in, and nothing else is taken for it', () => {
  const recalled = { relevant: [{ text: 'a', createdAt: 1 }], profile: ['b'] };
  assert.deepEqual(
    recalledOf(callWith('x', { providerOptions: toRecalledOptions(recalled) })),
    recalled,
  );
  assert.equal(recalledOf(callWith('x')), undefined);
  const broken = { homarus: { recalled: { relevant: [{ text: 1 }], profile: [] } } };
  assert.equal(recalledOf(callWith('x', { providerOptions: broken })), undefined);
});
