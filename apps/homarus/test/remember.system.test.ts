import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startScriptedServer } from '@homarus/models/testing';
import type { RecordedRequest } from '@homarus/models/testing';
import OpenAI from 'openai';

import { respond, searchMemory } from './support/http.ts';
import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';

// From a message to a new conversation that knows, over a real process without model and network.

const home = temporaryHome();
let homarus: RunningHomarus;

before(async () => {
  homarus = await startHomarus({ home: home.path });
});

after(async () => {
  await homarus[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

async function learned(query: string, part: RegExp, user?: string): Promise<void> {
  const scope = user === undefined ? {} : { userId: user };
  const deadline = Date.now() + 5000;
  for (;;) {
    const hits = await searchMemory(homarus.memoryUrl, query, scope);
    if (hits.some((hit) => hit.category.startsWith('user_memory') && part.test(hit.text))) return;
    assert.ok(Date.now() < deadline, `not learned within 5 s: ${query} -> ${JSON.stringify(hits)}`);
  }
}

test('Chinese: what was said in one conversation is known in another', async () => {
  const { gatewayUrl } = homarus;
  await respond(gatewayUrl, { input: '我叫小林，对花生过敏，下周三要去杭州出差。' });
  await learned('花生', /花生/u);
  assert.match(await respond(gatewayUrl, { input: '我有什么忌口？' }), /花生/u);
  assert.match(await respond(gatewayUrl, { input: '我下周三去哪里？' }), /杭州/u);
});

test('English: what was said in one conversation is known in another', async () => {
  const { gatewayUrl } = homarus;
  const input =
    'My name is Lin, I am allergic to peanuts, and I travel to Hangzhou next Wednesday.';
  await respond(gatewayUrl, { input, user: 'lin' });
  await learned('peanuts', /peanuts/u, 'lin');
  const answer = await respond(gatewayUrl, {
    input: 'What am I allergic to?',
    user: 'lin',
  });
  assert.match(answer, /peanuts/u);
});

test('what alice says is recalled for alice, in a new session too, and never for bob', async () => {
  const { gatewayUrl } = homarus;
  await respond(gatewayUrl, { input: 'My favourite colour is turquoise.', user: 'alice' });
  const question = { input: 'What is my favourite colour?' };
  const session = { 'x-openclaw-session-key': 'agent:main:alice-elsewhere' };
  assert.match(await respond(gatewayUrl, { ...question, user: 'alice' }, session), /turquoise/u);
  assert.doesNotMatch(await respond(gatewayUrl, { ...question, user: 'bob' }), /turquoise/u);
  const found = await searchMemory(homarus.memoryUrl, 'turquoise', { userId: 'bob' });
  assert.deepEqual(found, []);
});

test('asked again and again in one conversation, it still knows', async () => {
  const { gatewayUrl } = homarus;
  const user = 'insistent';
  await respond(gatewayUrl, { input: 'I live in Reykjavik.', user });
  for (let round = 0; round < 3; round += 1) {
    assert.match(await respond(gatewayUrl, { input: 'Where do I live?', user }), /Reykjavik/u);
  }
});

test('the official client streams responses and chat completions', async () => {
  const client = new OpenAI({ baseURL: `${homarus.gatewayUrl}/v1`, apiKey: 'none' });
  await client.responses.create({
    model: 'homarus',
    input: 'I live in Tallinn.',
    user: 'stream',
  });
  const events = await client.responses.create({
    model: 'homarus',
    input: 'Where do I live?',
    user: 'stream',
    stream: true,
  });
  let streamed = '';
  let completed = '';
  for await (const event of events) {
    if (event.type === 'response.output_text.delta') streamed += event.delta;
    if (event.type === 'response.completed') completed = event.response.output_text;
  }
  assert.match(streamed, /Tallinn/u);
  assert.equal(completed, streamed);
  const chunks = await client.chat.completions.create({
    model: 'homarus',
    messages: [{ role: 'user', content: 'Where do I live?' }],
    user: 'stream',
    stream: true,
  });
  let text = '';
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? '';
  assert.match(text, /Tallinn/u);
  const models = await client.models.list();
  assert.ok(models.data.some(({ id }) => id === 'homarus'));
});

/** What a model was asked in turns, one text for each call; what memory asks it to extract is left out. */
function promptsOf(requests: readonly RecordedRequest[]): readonly string[] {
  return requests
    .map(({ body }) => JSON.stringify(body))
    .filter((body) => !body.includes('"response_format"'));
}

test('with a model, the recalled lines are in the prompt that the model got', async () => {
  using other = temporaryHome();
  await using model = await startScriptedServer({ apiKey: 'test-key' });
  model.setDefault({ text: 'Noted.' });
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'scripted', LLM_API_KEY: 'test-key' };
  await using withModel = await startHomarus({ home: other.path, env });
  assert.match(withModel.said(), new RegExp(`Model +scripted at ${model.url}`, 'u'));
  await respond(withModel.gatewayUrl, { input: '我对花生过敏。', user: 'alice' });
  const asked = model.requests.length;
  model.setDefault({ text: '花生。' });
  const session = { 'x-openclaw-session-key': 'agent:main:alice-elsewhere' };
  const answer = await respond(
    withModel.gatewayUrl,
    { input: '花生我能吃吗？', user: 'alice' },
    session,
  );
  assert.equal(answer, '花生。');
  assert.ok(promptsOf(model.requests.slice(asked)).some((prompt) => prompt.includes('过敏')));
  const askedByBob = model.requests.length;
  await respond(withModel.gatewayUrl, { input: '花生我能吃吗？', user: 'bob' });
  const seenForBob = promptsOf(model.requests.slice(askedByBob)).filter((prompt) =>
    prompt.includes('花生我能吃吗'),
  );
  assert.notEqual(seenForBob.length, 0);
  assert.ok(!seenForBob.some((prompt) => prompt.includes('过敏')));
});
