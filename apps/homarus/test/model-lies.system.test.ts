import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { connectOfficial, isAnswerTo, isEvent, openRaw } from '@homarus/gateway/testing/clients';
import { startScriptedServer } from '@homarus/models/testing';
import type { ScriptedReply, ScriptedServer } from '@homarus/models/testing';

import { startHomarus, temporaryHome } from './support/homarus-process.ts';
import type { RunningHomarus } from './support/homarus-process.ts';

// A model endpoint that fails in every way, behind the real process: each turn ends, with a clear error
// or a whole answer, and is logged; the next one works.

interface AgentAnswer {
  readonly status: string;
  readonly summary: string;
  readonly result: {
    readonly payloads: readonly { readonly text: string }[];
    readonly meta: { readonly stopReason: string };
  };
}

const disposables = new AsyncDisposableStack();
let model: ScriptedServer;
let homarus: RunningHomarus;

before(async () => {
  const home = disposables.use(temporaryHome());
  model = disposables.use(await startScriptedServer());
  const env = { LLM_BASE_URL: model.url, LLM_MODEL: 'liar' };
  homarus = disposables.use(await startHomarus({ home: home.path, env }));
});

after(() => disposables.disposeAsync());

/** What a turn ends with when the endpoint answers so, each time it is asked again. */
const failures: readonly (readonly [string, ScriptedReply, RegExp])[] = [
  ['refuses the key', { status: 401 }, /401.*LLM_API_KEY/u],
  ['does not know the model', { status: 404 }, /404.*LLM_MODEL/u],
  ['is too busy', { status: 429, retryAfterMs: 1 }, /429.*Try again/u],
  ['breaks', { status: 500, retryAfterMs: 1 }, /500.*Try again/u],
  ['is cut in the middle', { text: 'Half of an answer', cutAfter: 2 }, /broke before/u],
  ['ends without a word of why', { text: 'Half of an answer', endAfter: 2 }, /broke off before/u],
  ['tells of an error in the middle', { text: 'Half of an answer', errorAfter: 2 }, /500/u],
  ['answers with a page', { garbage: '<html>Sign in</html>' }, /no answer of a model/u],
  ['answers with another shape', { garbage: '{"choices":[{"delta":7}]}' }, /no answer of a model/u],
  ['answers with nothing', { garbage: '{}' }, /no answer of a model/u],
  ['gives a reason nobody knows', { text: '', finishReason: 'vibes' }, /without saying why/u],
  ['announces tools and sends none', { text: '', finishReason: 'tool_calls' }, /sent none/u],
  ['holds its answer back', { text: '', finishReason: 'content_filter' }, /content filter/u],
];

async function ask(reply: ScriptedReply, idempotencyKey: string): Promise<AgentAnswer> {
  model.setDefault(reply);
  await using official = await connectOfficial(homarus.gatewayUrl, { requestTimeoutMs: 20_000 });
  const params = { sessionKey: `agent:main:${idempotencyKey}`, message: 'Hello', idempotencyKey };
  return await official.client.request<AgentAnswer>('agent', params, { expectFinal: true });
}

test('whatever the endpoint does, the turn ends with an error that says it', async () => {
  for (const [index, [what, reply, message]] of failures.entries()) {
    const { status, summary } = await ask(reply, `failure-${index}`);
    assert.equal(status, 'error', what);
    assert.match(summary, message, what);
    assert.doesNotMatch(summary, /undefined|\[object|TypeError|at file:/u, what);
  }
  assert.equal((await ask({ text: 'Here again.' }, 'afterwards')).status, 'ok');
});

test('tool calls that are broken, unknown or endless are answered, and the turn ends', async () => {
  const brokenJson: ScriptedReply = { toolCalls: [{ name: 'now', arguments: '{"a":' }] };
  const unknown: ScriptedReply = { toolCalls: [{ name: 'no_such_tool', arguments: {} }] };
  model.script(brokenJson, unknown);
  assert.partialDeepStrictEqual(await ask({ text: 'Then without.' }, 'tools-1'), {
    status: 'ok',
    result: { payloads: [{ text: 'Then without.' }] },
  });
  const endless: ScriptedReply = { toolCalls: [{ name: 'now', arguments: { n: 1 } }] };
  const { status, result } = await ask(endless, 'tools-2');
  assert.equal(status, 'ok');
  assert.match(result.meta.stopReason, /^(?:loop|rounds)$/u);
});

const unending: readonly (readonly [string, ScriptedReply])[] = [
  ['never answers', { hang: true }],
  ['never ends', { text: 'on and '.repeat(20_000), chunks: 20_000, chunkDelayMs: 20 }],
];

for (const [what, reply] of unending) {
  test(`an endpoint that ${what} is left at once when the turn is aborted`, async () => {
    model.setDefault(reply);
    using client = await openRaw(homarus.gatewayUrl);
    await client.connect();
    const runId = `run ${what}`;
    const place = { sessionKey: `agent:main:${reply === unending[0]?.[1] ? 'mute' : 'endless'}` };
    const asked = model.requests.length;
    await client.call('chat.send', { ...place, message: 'Hello', idempotencyKey: runId });
    while (model.requests.length === asked) await client.call('health');
    client.socket.send(
      JSON.stringify({
        type: 'req',
        id: 'stop',
        method: 'chat.abort',
        params: { ...place, runId },
      }),
    );
    assert.deepEqual((await client.next(isAnswerTo('stop'))).payload, {
      ok: true,
      aborted: true,
      runIds: [runId],
    });
    const startedAt = performance.now();
    for (;;) {
      const { payload } = await client.next(isEvent('chat'));
      if ((payload as { readonly state: string }).state === 'aborted') break;
    }
    // The promise is 100 ms; a machine that is busy with other things gets more.
    assert.ok(performance.now() - startedAt < 1000);
    const next = {
      sessionKey: place.sessionKey,
      message: 'And now?',
      idempotencyKey: `next ${what}`,
    };
    model.setDefault({ text: 'Here.' });
    await client.call('agent', next);
    const ended = await client.call('agent.wait', {
      runId: next.idempotencyKey,
      timeoutMs: 10_000,
    });
    assert.equal((ended.payload as { readonly status: string }).status, 'ok');
  });
}

test('a stream that is longer than an answer may be ends there, with what was said', async () => {
  const text = 'on and '.repeat(400_000);
  const { status, result } = await ask({ text, chunks: 100 }, 'flood');
  assert.deepEqual([status, result.meta.stopReason], ['ok', 'length']);
  const length = result.payloads[0]?.text.length ?? 0;
  assert.ok(length >= 1_000_000 && length < text.length, `${length}`);
});

test('an endpoint that hangs costs a turn no more than its time', async () => {
  model.setDefault({ hang: true });
  await using official = await connectOfficial(homarus.gatewayUrl, { requestTimeoutMs: 20_000 });
  const { result } = await official.client.request<AgentAnswer>(
    'agent',
    { sessionKey: 'agent:main:late', message: 'Hello', idempotencyKey: 'late', timeout: 1 },
    { expectFinal: true },
  );
  assert.match(result.meta.stopReason, /^(?:aborted|timeout)$/u);
});
