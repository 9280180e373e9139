import assert from 'node:assert/strict';
import { test } from 'node:test';

import type OpenAI from 'openai';

import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

const weatherTool: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};

test('completes a chat', async () => {
  const model = scriptedModel(says('Hello there.'));
  await using running = await startGateway({ model });
  const completion = await running.openai().chat.completions.create({
    model: 'homarus',
    messages: [
      { role: 'system', content: 'Speak like a pirate.' },
      { role: 'user', content: 'Hi' },
    ],
    temperature: 0.5,
    max_tokens: 50,
    stop: 'END',
  });
  const [choice] = completion.choices;
  assert.equal(choice?.message.content, 'Hello there.');
  assert.equal(choice?.finish_reason, 'stop');
  assert.deepEqual(completion.usage, {
    prompt_tokens: 11,
    completion_tokens: 7,
    total_tokens: 18,
  });
  const [call] = model.calls;
  assert.equal(call?.temperature, 0.5);
  assert.equal(call?.maxOutputTokens, 50);
  assert.deepEqual(call?.stopSequences, ['END']);
  const system = call?.prompt[0];
  assert.ok(system?.role === 'system' && system.content.includes('Speak like a pirate.'));
});

test('streams chunks, the usage when asked for, and [DONE]', async () => {
  await using running = await startGateway({ model: scriptedModel(says('One two')) });
  const stream = await running.openai().chat.completions.create({
    model: 'homarus',
    messages: [{ role: 'user', content: 'Count' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = await Array.fromAsync(stream);
  assert.equal(chunks[0]?.choices[0]?.delta.role, 'assistant');
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), 'One two');
  assert.deepEqual(
    chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? []),
    ['stop'],
  );
  const last = chunks.at(-1);
  assert.deepEqual(last?.choices, []);
  assert.equal(last?.usage?.total_tokens, 18);
  assert.ok(last !== undefined && 'homarus' in last);

  const raw = await running.post('/v1/chat/completions', {
    messages: [{ role: 'user', content: 'Count' }],
    stream: true,
  });
  assert.match(raw.headers.get('content-type') ?? '', /^text\/event-stream/u);
  const text = await raw.text();
  assert.ok(text.endsWith('data: [DONE]\n\n'));
  assert.ok(!text.includes('"usage"'));
});

test("hands calls of the caller's tools out and takes their results", async () => {
  const model = scriptedModel(callsTool('get_weather', { city: 'Hangzhou' }), says('Sunny.'));
  await using running = await startGateway({ model });
  const { completions } = running.openai().chat;
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Weather?' }];
  const base = { model: 'homarus', tools: [weatherTool] };
  const first = await completions.create({ ...base, messages, tool_choice: 'required' });
  const [choice] = first.choices;
  assert.ok(choice !== undefined);
  assert.equal(choice.finish_reason, 'tool_calls');
  assert.equal(choice.message.content, null);
  const [call] = choice.message.tool_calls ?? [];
  assert.ok(call?.type === 'function');
  assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Hangzhou' });
  assert.deepEqual(model.calls[0]?.toolChoice, { type: 'required' });

  const answer = { role: 'tool', tool_call_id: call.id, content: 'sunny, 20 degrees' } as const;
  const second = await completions.create({
    ...base,
    messages: [...messages, choice.message, answer],
  });
  assert.equal(second.choices[0]?.message.content, 'Sunny.');
  const prompt = model.calls[1]?.prompt.filter((message) => message.role !== 'system');
  assert.deepEqual(
    prompt?.map((message) => message.role),
    ['user', 'assistant', 'tool'],
  );
  const result = prompt?.at(-1);
  const part = result?.role === 'tool' ? result.content[0] : undefined;
  assert.ok(part?.type === 'tool-result' && part.toolName === 'get_weather');
});

test('streams calls of tools', async () => {
  const model = scriptedModel(callsTool('get_weather', { city: 'Oslo' }, 'call_7'));
  await using running = await startGateway({ model });
  const stream = running.openai().chat.completions.stream({
    model: 'homarus',
    messages: [{ role: 'user', content: 'Weather?' }],
    tools: [weatherTool],
  });
  const completion = await stream.finalChatCompletion();
  const [call] = completion.choices[0]?.message.tool_calls ?? [];
  assert.equal(call?.id, 'call_7');
  assert.equal(completion.choices[0]?.finish_reason, 'tool_calls');
});

test('gives the model the window of the caller, and the log of a standing session otherwise', async () => {
  const model = scriptedModel(says('Fine.'));
  await using running = await startGateway({ model });
  const client = running.openai();
  const say = (messages: OpenAI.ChatCompletionMessageParam[]) =>
    client.chat.completions.create({ model: 'homarus', user: 'ann', messages });
  await say([{ role: 'user', content: 'First' }]);
  await say([{ role: 'user', content: 'Second' }]);
  await say([
    { role: 'user', content: 'Other' },
    { role: 'assistant', content: 'Words' },
    { role: 'user', content: 'Third' },
  ]);
  const texts = model.calls.map((call) =>
    call.prompt.flatMap((message) =>
      message.role === 'system'
        ? []
        : message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
    ),
  );
  assert.deepEqual(texts, [['First'], ['First', 'Fine.', 'Second'], ['Other', 'Words', 'Third']]);
});

test('passes pictures on to the model, from the log too', async () => {
  const model = scriptedModel(says('A cat.'));
  await using running = await startGateway({ model });
  const client = running.openai();
  await client.chat.completions.create({
    model: 'homarus',
    user: 'ann',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0K' } },
          { type: 'image_url', image_url: { url: 'https://example.org/cat.jpg' } },
        ],
      },
    ],
  });
  await client.chat.completions.create({
    model: 'homarus',
    user: 'ann',
    messages: [{ role: 'user', content: 'Sure?' }],
  });
  for (const call of model.calls) {
    const asked = call.prompt.find((message) => message.role === 'user');
    assert.ok(asked?.role === 'user');
    const [, inline, linked] = asked.content;
    assert.ok(inline?.type === 'file' && inline.data.type === 'data');
    assert.equal(inline.mediaType, 'image/png');
    assert.equal(inline.data.data, 'iVBORw0K');
    assert.ok(linked?.type === 'file' && linked.data.type === 'url');
    assert.ok(linked.data.url instanceof URL);
  }
});

test('says when the output limit cut the answer', async () => {
  await using running = await startGateway({ model: scriptedModel(says('Once upon', 'length')) });
  const completion = await running.openai().chat.completions.create({
    model: 'homarus',
    messages: [{ role: 'user', content: 'A story' }],
  });
  assert.equal(completion.choices[0]?.finish_reason, 'length');
  assert.equal(completion.choices[0]?.message.content, 'Once upon');
});
