import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import OpenAI from 'openai';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import type { Step } from '../testing/scripted-model.ts';
import { startGateway } from '../testing/start-gateway.ts';

const failure: Step = {
  type: 'fail',
  error: new AppError('model_failed', 'The model said no.'),
};
const words: Step = { type: 'text-delta', id: 'text', delta: 'Half a' };

test('a model that fails is a 502 that is not to be retried', async () => {
  await using running = await startGateway({ model: scriptedModel([failure]) });
  const response = await running.post('/v1/responses', { input: 'Hi' });
  assert.equal(response.status, 502);
  assert.equal(response.headers.get('x-should-retry'), 'false');
  assert.deepEqual(await response.json(), {
    error: {
      message: 'The model said no.',
      type: 'server_error',
      param: null,
      code: 'model_failed',
    },
  });
  const [turn] = running.memory.turns;
  assert.deepEqual(
    turn?.turn.messages.map((message) => message.role),
    ['user'],
  );
});

test('a failure in a stream of chunks is its error body', async () => {
  await using running = await startGateway({ model: scriptedModel([words, failure]) });
  const stream = await running.openai().chat.completions.create({
    model: 'homarus',
    messages: [{ role: 'user', content: 'Hi' }],
    stream: true,
  });
  let text = '';
  await assert.rejects(
    async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    },
    (error) => error instanceof OpenAI.APIError && error.message.includes('The model said no.'),
  );
  assert.equal(text, 'Half a');
});

test('a failure in a stream of events is error and response.failed', async () => {
  await using running = await startGateway({ model: scriptedModel([words, failure]) });
  const response = await running.post('/v1/responses', { input: 'Hi', stream: true });
  const text = await response.text();
  const types = Array.from(text.matchAll(/^event: (.+)$/gmu), (match) => match[1]);
  assert.deepEqual(types.slice(-4), [
    'response.content_part.done',
    'response.output_item.done',
    'error',
    'response.failed',
  ]);
  const last = JSON.parse(
    text.trim().split('\ndata: ').at(-1) ?? '',
  ) as OpenAI.Responses.ResponseFailedEvent;
  assert.equal(last.response.status, 'failed');
  assert.equal(last.response.error?.message, 'The model said no.');
  assert.equal(last.response.output_text, 'Half a');
});

test('a caller that leaves ends the run; what was said is kept', async () => {
  const never = new Promise(() => undefined);
  const model = scriptedModel([words, { type: 'wait', until: never }]);
  await using running = await startGateway({ model });
  const stream = await running
    .openai()
    .responses.create({ model: 'homarus', input: 'Hi', user: 'ann', stream: true });
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') stream.controller.abort();
  }
  await until(() => running.memory.turns.length === 1);
  const [turn] = running.memory.turns;
  assert.deepEqual(
    turn?.turn.messages.map(({ role, content }) => [role, content]),
    [
      ['user', 'Hi'],
      ['assistant', 'Half a'],
    ],
  );
  const runId = turn?.turn.turnId ?? '';
  await until(
    async () => (await running.sessions.getRun('acct-demo', runId))?.status === 'aborted',
  );
});

test('a slow stream says that it is alive', async () => {
  const answer = Promise.withResolvers<void>();
  const model = scriptedModel([{ type: 'wait', until: answer.promise }, ...says('Done.')]);
  await using running = await startGateway({ model, options: { keepAliveMs: 5 } });
  const response = await running.post('/v1/responses', { input: 'Hi', stream: true });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    // The model says nothing until the stream has said that it is alive.
    if (text.includes(': keep-alive\n\n')) answer.resolve();
  }
  assert.ok(text.includes('response.completed'));
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail('It did not come to be.');
}
