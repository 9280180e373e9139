import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode, isAppError } from '@homarus/base';
import type { AppError } from '@homarus/base';
import { runConformance } from '@homarus/base/testing';
import { toRecalledOptions } from '@homarus/models';
import type { LanguageModel, ModelCallOptions, ModelStreamPart } from '@homarus/models';
import {
  callWith,
  conformanceReply,
  languageModelConformance,
  startScriptedServer,
  streamParts,
  textOfParts,
} from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';

import { openaiModel } from './openai-model.ts';

const apiKey = 'sk-test-0123456789';
const call = callWith('Where do I live?');

function modelAt(server: ScriptedServer): LanguageModel {
  return openaiModel({ baseUrl: server.url, model: 'scripted', apiKey });
}

async function failureOf(work: PromiseLike<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    assert.ok(isAppError(error), String(error));
    return error;
  }
  throw new Error('It did not fail.');
}

function lastErrorOf(parts: readonly ModelStreamPart[]): AppError {
  const last = parts.at(-1);
  assert.ok(last?.type === 'error' && isAppError(last.error));
  assert.equal(parts.filter(({ type }) => type === 'finish').length, 0);
  return last.error;
}

runConformance(languageModelConformance, {
  async create() {
    const server = await startScriptedServer();
    server.setDefault(conformanceReply);
    const close = (): PromiseLike<void> => server[Symbol.asyncDispose]();
    return { model: modelAt(server), [Symbol.asyncDispose]: close };
  },
  test,
});

test('streams text, reasoning and the usage that the server counted', async () => {
  await using server = await startScriptedServer();
  server.script({ text: '你住在杭州。', reasoning: 'They asked where.' });
  const parts = await streamParts(modelAt(server), call);
  assert.equal(textOfParts(parts), '你住在杭州。');
  const thought = parts.map((part) => (part.type === 'reasoning-delta' ? part.delta : '')).join('');
  assert.equal(thought, 'They asked where.');
  const last = parts.at(-1);
  assert.ok(last?.type === 'finish');
  assert.equal(last.usage.outputTokens.total, 11);
  const [request] = server.requests;
  assert.equal(request?.headers['authorization'], `Bearer ${apiKey}`);
  assert.deepEqual(request?.body, {
    model: 'scripted',
    messages: [{ role: 'user', content: 'Where do I live?' }],
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('puts tool calls together from their pieces and sends their results back', async () => {
  await using server = await startScriptedServer();
  const input = { query: '忌口', limit: 5 };
  server.script({
    text: 'Let me see.',
    toolCalls: [
      { id: 'call_a', name: 'memory_recall', arguments: input },
      { id: 'call_b', name: 'now', arguments: {} },
    ],
  });
  const model = modelAt(server);
  const calls = (await streamParts(model, call)).filter((part) => part.type === 'tool-call');
  assert.deepEqual(
    calls.map(({ toolCallId, toolName, input: text }) => [toolCallId, toolName, JSON.parse(text)]),
    [
      ['call_a', 'memory_recall', input],
      ['call_b', 'now', {}],
    ],
  );
  const prompt: ModelCallOptions['prompt'] = [
    ...call.prompt,
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'call_a', toolName: 'memory_recall', input }],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'call_a',
          toolName: 'memory_recall',
          output: { type: 'text', value: '花生' },
        },
      ],
    },
  ];
  await model.doGenerate({ prompt });
  const body = server.requests[1]?.body as { messages: readonly unknown[] };
  assert.deepEqual(body.messages.slice(1), [
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: 'call_a',
          type: 'function',
          function: { name: 'memory_recall', arguments: JSON.stringify(input) },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'call_a', content: '花生' },
  ]);
});

test('sends the JSON Schema of the response format, and nothing of what memory recalled', async () => {
  await using server = await startScriptedServer();
  const schema = { type: 'object', properties: { city: { type: 'string' } } } as const;
  const recalled = toRecalledOptions({ relevant: [], profile: ['a private line'] });
  await modelAt(server).doGenerate({
    ...call,
    responseFormat: { type: 'json', schema, name: 'home' },
    providerOptions: { ...recalled, openaiCompatible: { user: 'alice' } },
  });
  assert.deepEqual(server.requests[0]?.body, {
    model: 'scripted',
    user: 'alice',
    messages: [{ role: 'user', content: 'Where do I live?' }],
    response_format: {
      type: 'json_schema',
      json_schema: { schema, strict: false, name: 'home' },
    },
  });
});

test('a stream that breaks is an error, however it breaks, and never a stop', async () => {
  await using server = await startScriptedServer();
  const model = modelAt(server);
  for (const fault of [{ cutAfter: 2 }, { endAfter: 2 }, { errorAfter: 2 }]) {
    server.script({ text: 'one two three four', ...fault });
    const parts = await streamParts(model, call);
    assert.equal(textOfParts(parts), 'one two th', JSON.stringify(fault));
    assert.equal(lastErrorOf(parts).code, 'unavailable', JSON.stringify(fault));
  }
});

test('a tool call that is cut off is never handed out', async () => {
  await using server = await startScriptedServer();
  const toolCalls = [{ name: 'memory_forget', arguments: { query: 'all of it' } }];
  for (const fault of [{ cutAfter: 2 }, { endAfter: 2 }, { endAfter: 5 }]) {
    server.script({ toolCalls, ...fault });
    const parts = await streamParts(modelAt(server), call);
    assert.equal(lastErrorOf(parts).code, 'unavailable');
    assert.equal(parts.filter(({ type }) => type === 'tool-call').length, 0);
  }
});

test('a reply that is cut without streaming is unavailable', async () => {
  await using server = await startScriptedServer();
  server.script({ text: 'one two', cutAfter: 0 });
  const error = await failureOf(modelAt(server).doGenerate(call));
  assert.equal(error.code, 'unavailable');
  assert.ok(error.retryable);
});

test('aborting ends a call that hangs, and a slow stream after its first words', async () => {
  await using server = await startScriptedServer();
  const model = modelAt(server);
  server.script({ hang: true });
  const first = new AbortController();
  const hanging = failureOf(model.doGenerate({ ...call, abortSignal: first.signal }));
  while (server.requests.length === 0) await new Promise(setImmediate);
  first.abort();
  assert.equal((await hanging).code, 'aborted');

  server.script({ text: 'one two three', chunkDelayMs: 20_000 });
  const second = new AbortController();
  const { stream } = await model.doStream({ ...call, abortSignal: second.signal });
  const parts: ModelStreamPart[] = [];
  for await (const part of stream) {
    parts.push(part);
    second.abort();
  }
  assert.equal(lastErrorOf(parts).code, 'aborted');
});

test('a wrong key is named as one, and never shown', async () => {
  await using server = await startScriptedServer({ apiKey: 'another' });
  const refused = await failureOf(modelAt(server).doGenerate(call));
  assert.equal(refused.code, 'model_failed');
  assert.equal(refused.details?.['status'], 401);
  assert.match(refused.message, /"scripted".*401.*LLM_API_KEY/u);

  await using open = await startScriptedServer();
  open.script({ status: 400, body: { error: { message: `Bad request with ${apiKey}` } } });
  const repeated = await failureOf(modelAt(open).doStream(call));
  assert.match(repeated.message, /Bad request with \[key\]/u);
  assert.ok(!JSON.stringify([repeated.message, repeated.details]).includes(apiKey));
});

test('an unknown model, a server of something else and an endpoint that is gone say what to do', async () => {
  const server = await startScriptedServer();
  const model = modelAt(server);
  server.script({ status: 404 }, { garbage: '<html></html>' }, { garbage: '<html></html>' });
  assert.match((await failureOf(model.doGenerate(call))).message, /LLM_MODEL/u);
  const page = await failureOf(model.doGenerate(call));
  assert.equal(page.code, 'model_failed');
  assert.match(page.message, /usually ends with \/v1/u);
  assert.equal(lastErrorOf(await streamParts(model, call)).code, 'model_failed');

  await server[Symbol.asyncDispose]();
  const gone = await failureOf(model.doGenerate(call));
  assert.equal(gone.code, 'unavailable');
  assert.match(gone.message, /cannot be reached at http:\/\/127\.0\.0\.1:\d+\/v1/u);
});

test('takes base URLs with and without a slash, and refuses what is none', async () => {
  await using server = await startScriptedServer();
  const model = openaiModel({ baseUrl: ` ${server.url}// `, model: 'scripted' });
  await model.doGenerate(call);
  assert.equal(server.requests[0]?.path, '/v1/chat/completions');
  assert.equal(server.requests[0]?.headers['authorization'], undefined);
  const wrong = [
    '',
    'localhost:8000/v1',
    'ftp://host/v1',
    'https://host/v1?key=1',
    'https://host/v1/chat/completions',
    'https://me:secret@host/v1',
  ];
  for (const baseUrl of wrong) {
    assert.throws(
      () => openaiModel({ baseUrl, model: 'm' }),
      (error) => hasCode(error, 'invalid_request') && !error.message.includes('secret'),
      baseUrl,
    );
  }
});

test('is named after its endpoint and sends its headers', async () => {
  await using server = await startScriptedServer();
  const headers = { 'x-team': 'red' };
  const model = openaiModel({ baseUrl: server.url, model: 'qwen3:8b', name: 'ollama', headers });
  assert.deepEqual([model.provider, model.modelId], ['ollama', 'qwen3:8b']);
  await model.doGenerate(call);
  assert.equal(server.requests[0]?.headers['x-team'], 'red');
});
