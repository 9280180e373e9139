import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { HomarusExtra } from '@homarus/protocol';

import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

function extraOf(response: object): HomarusExtra {
  return (response as { homarus: HomarusExtra }).homarus;
}

test('answers a text, and tells what it recalled and where', async () => {
  const model = scriptedModel(says('Noted.'), says('No peanuts for you.'));
  await using running = await startGateway({ model });
  const client = running.openai();
  const first = await client.responses.create({ model: 'homarus', input: 'I dislike peanuts' });
  assert.equal(first.output_text, 'Noted.');
  assert.equal(first.status, 'completed');
  assert.deepEqual(extraOf(first).recalled, []);

  const second = await client.responses.create({ model: 'homarus', input: 'Are peanuts fine?' });
  const extra = extraOf(second);
  assert.equal(extra.recalled[0]?.text, 'I dislike peanuts');
  assert.equal(extra.answeredBy, 'scripted/parrot');
  assert.notEqual(extra.sessionId, extraOf(first).sessionId);
  const system = model.calls[1]?.prompt[0];
  assert.ok(system?.role === 'system' && system.content.includes('- I dislike peanuts'));
});

test('streams the events of a response in order', async () => {
  await using running = await startGateway({ model: scriptedModel(says('One two three')) });
  const stream = await running.openai().responses.create({
    model: 'homarus',
    input: 'Count',
    stream: true,
  });
  const events = await Array.fromAsync(stream);
  assert.deepEqual(
    events.map((event) => event.type),
    [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ],
  );
  assert.deepEqual(
    events.map((event) => event.sequence_number),
    events.map((_, index) => index),
  );
  const last = events.at(-1);
  assert.ok(last?.type === 'response.completed');
  assert.equal(last.response.output_text, 'One two three');
  assert.equal(last.response.usage?.total_tokens, 18);
  assert.match(extraOf(last.response).sessionKey, /^agent:main:http:once:/u);
});

test('the client library puts a streamed response together', async () => {
  await using running = await startGateway({ model: scriptedModel(says('One two three')) });
  const stream = running.openai().responses.stream({ model: 'homarus', input: 'Count' });
  const final = await stream.finalResponse();
  assert.equal(final.output_text, 'One two three');
});

test('continues an earlier response', async () => {
  const model = scriptedModel(says('Hello Ann.'), says('Ann.'));
  await using running = await startGateway({ model });
  const client = running.openai();
  const first = await client.responses.create({ model: 'homarus', input: 'I am Ann' });
  const second = await client.responses.create({
    model: 'homarus',
    input: 'Who am I?',
    previous_response_id: first.id,
  });
  assert.equal(extraOf(second).sessionId, extraOf(first).sessionId);
  assert.deepEqual(
    model.calls[1]?.prompt.map((message) => message.role),
    ['system', 'user', 'assistant', 'user'],
  );
  await assert.rejects(
    client.responses.create({ model: 'homarus', input: 'Hm', previous_response_id: 'resp_none' }),
    { status: 404, param: 'previous_response_id' },
  );
  await assert.rejects(
    client.responses.create({
      model: 'homarus',
      input: 'Hm',
      user: 'somebody else',
      previous_response_id: first.id,
    }),
    { status: 403 },
  );
});

const lookup = {
  type: 'function',
  name: 'lookup',
  description: 'Looks a word up',
  parameters: { type: 'object', properties: { word: { type: 'string' } } },
  strict: false,
} as const;

test("hands calls of the caller's tools out and takes their results", async () => {
  const model = scriptedModel(callsTool('lookup', { word: 'homarus' }), says('A lobster.'));
  await using running = await startGateway({ model });
  const client = running.openai();
  const first = await client.responses.create({
    model: 'homarus',
    input: 'What is a homarus?',
    tools: [lookup],
  });
  const [item] = first.output;
  assert.ok(item?.type === 'function_call');
  assert.deepEqual(JSON.parse(item.arguments), { word: 'homarus' });

  const second = await client.responses.create({
    model: 'homarus',
    previous_response_id: first.id,
    input: [{ type: 'function_call_output', call_id: item.call_id, output: 'a lobster' }],
    tools: [lookup],
  });
  assert.equal(second.output_text, 'A lobster.');
  const last = model.calls[1]?.prompt.at(-1);
  const part = last?.role === 'tool' ? last.content[0] : undefined;
  assert.ok(part?.type === 'tool-result' && part.toolName === 'lookup');

  const stateless = await client.responses.create({
    model: 'homarus',
    input: [
      { role: 'user', content: 'What is a homarus?' },
      item,
      { type: 'function_call_output', call_id: item.call_id, output: 'a lobster' },
    ],
    tools: [lookup],
  });
  assert.equal(stateless.output_text, 'A lobster.');
  await assert.rejects(
    client.responses.create({
      model: 'homarus',
      input: [{ type: 'function_call_output', call_id: 'call_unknown', output: 'x' }],
    }),
    { status: 400, param: 'input' },
  );
});

test('streams calls of tools', async () => {
  await using running = await startGateway({ model: scriptedModel(callsTool('lookup', {})) });
  const stream = await running.openai().responses.create({
    model: 'homarus',
    input: 'Look',
    tools: [lookup],
    stream: true,
  });
  const events = await Array.fromAsync(stream);
  assert.deepEqual(
    events.map((event) => event.type),
    [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ],
  );
});

test('says when the output limit cut the answer', async () => {
  await using running = await startGateway({ model: scriptedModel(says('Once', 'length')) });
  const stream = await running
    .openai()
    .responses.create({ model: 'homarus', input: 'A story', stream: true });
  const last = (await Array.fromAsync(stream)).at(-1);
  assert.ok(last?.type === 'response.incomplete');
  assert.equal(last.response.incomplete_details?.reason, 'max_output_tokens');
});

test('asks any model for a format in words', async () => {
  const model = scriptedModel(says('{"n":1}'));
  await using running = await startGateway({ model });
  await running.openai().responses.create({
    model: 'homarus',
    input: 'A number',
    instructions: 'Be brief.',
    text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' } } },
  });
  const system = model.calls[0]?.prompt[0];
  assert.ok(system?.role === 'system');
  assert.ok(system.content.includes('Be brief.'));
  assert.ok(system.content.includes('{"type":"object"}'));
});

test('passes pictures on to the model', async () => {
  const model = scriptedModel(says('A cat.'));
  await using running = await startGateway({ model });
  const image = 'data:image/png;base64,iVBORw0K';
  const answer = await running.openai().responses.create({
    model: 'homarus',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: image, detail: 'auto' },
        ],
      },
    ],
  });
  assert.equal(answer.output_text, 'A cat.');
  const asked = model.calls[0]?.prompt.at(-1);
  assert.ok(asked?.role === 'user');
  const picture = asked.content[1];
  assert.ok(picture?.type === 'file' && picture.data.type === 'data');
  assert.deepEqual([picture.mediaType, picture.data.data], ['image/png', 'iVBORw0K']);
});
