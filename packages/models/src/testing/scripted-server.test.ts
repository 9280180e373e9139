import assert from 'node:assert/strict';
import { test } from 'node:test';

import OpenAI from 'openai';

import { startScriptedServer } from './scripted-server.ts';

const messages = [{ role: 'user' as const, content: 'Hi' }];

function clientOf(baseURL: string, apiKey = 'test'): OpenAI {
  return new OpenAI({ baseURL, apiKey, maxRetries: 0 });
}

test('answers the official client and records what it asked', async () => {
  await using server = await startScriptedServer();
  server.script({ text: '你好，小林！' });
  const client = clientOf(server.url);
  const completion = await client.chat.completions.create({ model: 'm', messages });
  assert.equal(completion.choices[0]?.message.content, '你好，小林！');
  assert.equal(completion.choices[0]?.finish_reason, 'stop');
  assert.equal(completion.usage?.total_tokens, 14);
  const [request] = server.requests;
  assert.equal(request?.path, '/v1/chat/completions');
  assert.equal(request?.headers['authorization'], 'Bearer test');
  assert.deepEqual(request?.body, { model: 'm', messages });
});

test('streams text in pieces, with usage when it is asked for', async () => {
  await using server = await startScriptedServer();
  server.script({ text: 'one two three', chunks: 3 });
  const stream = await clientOf(server.url).chat.completions.create({
    model: 'm',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = await Array.fromAsync(stream);
  const texts = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '');
  assert.deepEqual(
    texts.filter((text) => text !== ''),
    ['one t', 'wo th', 'ree'],
  );
  assert.deepEqual(chunks.at(-1)?.choices, []);
  assert.equal(chunks.at(-1)?.usage?.completion_tokens, 4);
});

test('streams tool calls in pieces that the official client puts together', async () => {
  await using server = await startScriptedServer();
  server.script({
    toolCalls: [
      { name: 'now', arguments: {} },
      { name: 'recall', arguments: { query: '忌口' } },
    ],
  });
  const runner = clientOf(server.url).chat.completions.stream({ model: 'm', messages });
  const completion = await runner.finalChatCompletion();
  const choice = completion.choices[0];
  assert.equal(choice?.finish_reason, 'tool_calls');
  assert.deepEqual(
    choice?.message.tool_calls?.map((call) =>
      call.type === 'function' ? [call.function.name, call.function.arguments] : [],
    ),
    [
      ['now', '{}'],
      ['recall', '{"query":"忌口"}'],
    ],
  );
});

test('answers by a function of the request when nothing is queued', async () => {
  await using server = await startScriptedServer();
  server.setDefault(({ headers }) => ({ json: { agent: headers['x-agent'] } }));
  const completion = await clientOf(server.url).chat.completions.create(
    { model: 'm', messages },
    { headers: { 'x-agent': 'main' } },
  );
  assert.equal(completion.choices[0]?.message.content, '{"agent":"main"}');
});

test('embeds texts that share words near each other, in floats and in base64', async () => {
  await using server = await startScriptedServer();
  const client = clientOf(server.url);
  const input = ['我对花生过敏', '花生过敏的人', 'the weather in Paris'];
  // The client asks for base64 unless it is told otherwise.
  const packed = await client.embeddings.create({ model: 'e', input });
  const plain = await client.embeddings.create({ model: 'e', input, encoding_format: 'float' });
  const [a = [], b = [], c = []] = plain.data.map(({ embedding }) => embedding);
  assert.ok(cosine(a, b) > 0.5, String(cosine(a, b)));
  assert.ok(Math.abs(cosine(a, c)) < 0.3, String(cosine(a, c)));
  assert.ok(Math.abs(cosine(a, a) - 1) < 1e-6);
  const unpacked = packed.data[0]?.embedding ?? [];
  assert.deepEqual(Array.from(unpacked, Math.fround), a.map(Math.fround));
  const small = await client.embeddings.create({ model: 'e', input: 'x', dimensions: 8 });
  assert.equal(small.data[0]?.embedding.length, 8);
});

test('lists its models', async () => {
  await using server = await startScriptedServer({ models: ['a', 'b'] });
  const ids = (await clientOf(server.url).models.list()).data.map(({ id }) => id);
  assert.deepEqual(ids, ['a', 'b']);
});

test('refuses a wrong key, a call without messages and a format without a schema', async () => {
  await using server = await startScriptedServer({ apiKey: 'right' });
  const status = async (apiKey: string, body: object): Promise<unknown> => {
    const response = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { error } = (await response.json()) as { error: { param: string | null } };
    return [response.status, error.param];
  };
  assert.deepEqual(await status('wrong', { model: 'm', messages }), [401, null]);
  assert.deepEqual(await status('right', { model: 'm', messages: [] }), [400, 'messages']);
  const format = { type: 'json_schema', json_schema: { name: 'x' } };
  assert.deepEqual(await status('right', { model: 'm', messages, response_format: format }), [
    400,
    'response_format',
  ]);
});

test('keeps no requests when it is told not to', async () => {
  await using server = await startScriptedServer({ isRecording: false });
  await clientOf(server.url).models.list();
  assert.deepEqual(server.requests, []);
});

test('can be disposed of while a request hangs', async () => {
  const server = await startScriptedServer();
  server.script({ hang: true });
  const asked = clientOf(server.url).chat.completions.create({ model: 'm', messages });
  const failed = assert.rejects(asked);
  while (server.requests.length === 0) await new Promise(setImmediate);
  await server[Symbol.asyncDispose]();
  await failed;
});

function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
