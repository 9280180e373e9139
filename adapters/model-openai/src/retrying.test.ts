// The retry wrappers of @homarus/models around this adapter: over a real socket, with a clock of ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode, isAppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { manualClock, recordingLogger } from '@homarus/base/testing';
import type { ManualClock } from '@homarus/base/testing';
import { generateJson, retryingEmbeddingModel, retryingModel } from '@homarus/models';
import type { LanguageModel, RetryOptions } from '@homarus/models';
import { callWith, startScriptedServer, streamParts, textOfParts } from '@homarus/models/testing';
import type { ScriptedServer } from '@homarus/models/testing';

import { openaiEmbeddingModel } from './openai-embedding-model.ts';
import { openaiModel } from './openai-model.ts';

const call = callWith('Hi');

/** A clock whose sleeps are over at once, and that keeps their lengths. */
function hastyClock(): Clock & { readonly waits: readonly number[] } {
  const clock = manualClock();
  const waits: number[] = [];
  return {
    now: clock.now,
    waits,
    async sleep(ms, options) {
      options?.signal?.throwIfAborted();
      waits.push(ms);
    },
  };
}

/** A clock that tells when somebody has begun to sleep on it. */
function watchedClock(): { readonly clock: ManualClock; readonly asleep: Promise<number> } {
  const clock = manualClock();
  const asleep = Promise.withResolvers<number>();
  const sleep: Clock['sleep'] = (ms, options) => {
    const slept = clock.sleep(ms, options);
    asleep.resolve(ms);
    return slept;
  };
  return { clock: { ...clock, sleep }, asleep: asleep.promise };
}

function retrying(
  server: ScriptedServer,
  options: Partial<RetryOptions> & { readonly clock: Clock },
): LanguageModel {
  const model = openaiModel({ baseUrl: server.url, model: 'scripted' });
  return retryingModel(model, { log: recordingLogger(), random: () => 0, ...options });
}

test('waits as long as Retry-After asks, and not longer', async () => {
  await using server = await startScriptedServer();
  server.script({ status: 429, retryAfter: 7 }, { text: 'Here I am.' });
  const { clock, asleep } = watchedClock();
  const answer = streamParts(retrying(server, { clock }), call);
  assert.equal(await asleep, 7000);
  clock.advance(6999);
  await new Promise(setImmediate);
  assert.equal(server.requests.length, 1);
  clock.advance(1);
  assert.equal(textOfParts(await answer), 'Here I am.');
  assert.equal(server.requests.length, 2);
});

test('measures a date in Retry-After against the date of the server', async () => {
  await using server = await startScriptedServer();
  const clock = hastyClock();
  server.script({ status: 503, retryAfter: new Date(Date.now() + 10_000).toUTCString() });
  await retrying(server, { clock }).doGenerate(call);
  const [waitMs = 0] = clock.waits;
  assert.ok(waitMs >= 8000 && waitMs <= 11_000, String(waitMs));
});

test('tries again after statuses that may pass, with growing waits, and says so in the log', async () => {
  await using server = await startScriptedServer();
  server.script({ status: 500 }, { status: 408 }, { status: 409 }, { text: 'Done.' });
  const clock = hastyClock();
  const log = recordingLogger();
  await retrying(server, { clock, log, maxAttempts: 4 }).doGenerate(call);
  assert.deepEqual(clock.waits, [250, 500, 1000]);
  assert.deepEqual(
    log.lines.map(({ level, fields }) => [level, fields['status'], fields['attempt']]),
    [
      ['warn', 500, 1],
      ['warn', 408, 2],
      ['warn', 409, 3],
    ],
  );
});

test('gives up after three attempts with the last failure', async () => {
  await using server = await startScriptedServer();
  server.setDefault({ status: 503 });
  await assert.rejects(
    async () => retrying(server, { clock: hastyClock() }).doStream(call),
    (error) => hasCode(error, 'unavailable'),
  );
  assert.equal(server.requests.length, 3);
});

test('does not try again what cannot get better', async () => {
  await using server = await startScriptedServer();
  const quota = { error: { message: 'No quota', type: 'x', code: 'insufficient_quota' } };
  const model = retrying(server, { clock: hastyClock() });
  const replies = [
    { status: 400 },
    { status: 401 },
    { status: 429, body: quota },
    { status: 429, retryAfter: 3600 },
    { garbage: 'no' },
  ];
  for (const reply of replies) {
    server.script(reply);
    await assert.rejects(async () => model.doGenerate(call), isAppError);
  }
  assert.equal(server.requests.length, replies.length);
});

test('calls a stream again that breaks before its first words, and not after them', async () => {
  await using server = await startScriptedServer();
  const clock = hastyClock();
  const model = retrying(server, { clock });
  server.script({ text: 'lost', cutAfter: 0 }, { text: 'lost', endAfter: 0 }, { text: 'Found.' });
  assert.equal(textOfParts(await streamParts(model, call)), 'Found.');
  assert.equal(clock.waits.length, 2);

  server.script({ text: 'one two three', cutAfter: 1 });
  const parts = await streamParts(model, call);
  assert.equal(textOfParts(parts), 'one ');
  const last = parts.at(-1);
  assert.ok(last?.type === 'error' && hasCode(last.error, 'unavailable'));
  assert.equal(server.requests.length, 4);
});

test('hands on a stream as it comes, from its first part', async () => {
  await using server = await startScriptedServer();
  server.script({ text: 'one two', chunks: 7 });
  const parts = await streamParts(retrying(server, { clock: hastyClock() }), call);
  assert.deepEqual(
    parts.map(({ type }) => type).filter((type) => type !== 'text-delta'),
    ['stream-start', 'response-metadata', 'text-start', 'text-end', 'finish'],
  );
  assert.equal(textOfParts(parts), 'one two');
});

test('an abort ends the wait, and nothing is called after it', async () => {
  await using server = await startScriptedServer();
  server.script({ status: 500 });
  const { clock, asleep } = watchedClock();
  const own = new AbortController();
  const model = retrying(server, { clock });
  const failed = assert.rejects(
    async () => model.doGenerate({ ...call, abortSignal: own.signal }),
    (error) => hasCode(error, 'aborted'),
  );
  await asleep;
  own.abort();
  await failed;
  assert.equal(server.requests.length, 1);
});

test('tries embeddings again too', async () => {
  await using server = await startScriptedServer();
  server.scriptEmbeddings({ status: 429, retryAfterMs: 1200 }, { status: 502 });
  const clock = hastyClock();
  const model = retryingEmbeddingModel(openaiEmbeddingModel({ baseUrl: server.url, model: 'e' }), {
    clock,
    log: recordingLogger(),
    random: () => 0,
  });
  assert.equal((await model.doEmbed({ values: ['a'] })).embeddings.length, 1);
  assert.deepEqual(clock.waits, [1200, 500]);
});

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
} as const;

function parseCity(value: unknown): string {
  const { city } = value as { readonly city?: unknown };
  if (typeof city !== 'string') throw new TypeError('city: expected a text');
  return city;
}

const asked = { system: 'Extract.', prompt: 'I live in Hangzhou.', schema, parse: parseCity };

test('generates JSON by a schema, whatever stands around it', async () => {
  await using server = await startScriptedServer();
  const model = openaiModel({ baseUrl: server.url, model: 'scripted' });
  server.script({ json: { city: 'Hangzhou' } }, { text: 'Sure:\n```json\n{"city":"杭州"}\n```' });
  assert.equal(await generateJson(model, { ...asked, maxOutputTokens: 99 }), 'Hangzhou');
  assert.equal(await generateJson(model, asked), '杭州');
  assert.deepEqual(server.requests[0]?.body, {
    model: 'scripted',
    max_tokens: 99,
    messages: [
      { role: 'system', content: 'Extract.' },
      { role: 'user', content: 'I live in Hangzhou.' },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { schema, strict: false, name: 'response' },
    },
  });
});

test('puts the schema into the prompt when the endpoint refuses the format', async () => {
  await using server = await startScriptedServer();
  const model = openaiModel({ baseUrl: server.url, model: 'scripted' });
  server.script({ status: 400 }, { text: '{"city":"Hangzhou"}' });
  assert.equal(await generateJson(model, asked), 'Hangzhou');
  const body = JSON.stringify(server.requests[1]?.body);
  assert.ok(!body.includes('response_format') && body.includes('by this JSON Schema'));
});

test('says when the answer is not the JSON that was asked for', async () => {
  await using server = await startScriptedServer();
  const model = openaiModel({ baseUrl: server.url, model: 'scripted' });
  server.script(
    { json: { town: 'Hangzhou' } },
    { text: 'I cannot.' },
    { text: '{"city":"Hang', finishReason: 'length' },
  );
  for (const pattern of [/city: expected a text/u, /no JSON/u, /cut off at its limit/u]) {
    await assert.rejects(
      () => generateJson(model, asked),
      (error) => hasCode(error, 'model_failed') && pattern.test(error.message),
    );
  }
});
