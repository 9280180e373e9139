import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import type { ChatEvent, SessionMessage } from '@homarus/protocol';

import { startScriptedGateway } from '../testing/scripted-gateway.ts';
import type { Script, ScriptedGateway } from '../testing/scripted-gateway.ts';
import { testClient } from '../testing/test-client.ts';
import type { RunEvent } from './run-event.ts';

const sessionKey = 'agent:main:main';
const place = { sessionKey, agentId: 'main', runId: 'run_1' };
const usage = { input: 3, output: 2, totalTokens: 5 };

function message(text: string, role: SessionMessage['role'] = 'assistant'): SessionMessage {
  return { role, content: [{ type: 'text', text }], timestamp: 1 };
}

type Told<T> = T extends unknown ? Omit<T, keyof typeof place | 'seq'> : never;

function tell(gateway: ScriptedGateway, event: Told<ChatEvent>, skip = 0): void {
  gateway.emit('chat', { ...place, seq: 1, ...event }, { skip });
}

function delta(gateway: ScriptedGateway, text: string, skip = 0): void {
  tell(gateway, { state: 'delta', deltaText: '', message: message(text) }, skip);
}

/** A gateway that answers a message with events, and what is asked afterwards from `log`. */
function answering(
  events: (gateway: ScriptedGateway) => void,
  log: Readonly<Record<string, unknown>> = {},
): Script & { gateway: ScriptedGateway | undefined } {
  const script: Script & { gateway: ScriptedGateway | undefined } = {
    gateway: undefined,
    onCall({ method }, answer) {
      if (method in log) answer(log[method]);
      if (method !== 'chat.send') return;
      // Events may come before the answer to the call does.
      if (script.gateway !== undefined) events(script.gateway);
      answer({ runId: 'run_1', status: 'started' });
    },
  };
  return script;
}

async function start(script: ReturnType<typeof answering>): Promise<ScriptedGateway> {
  const gateway = await startScriptedGateway(script);
  script.gateway = gateway;
  return gateway;
}

async function heardOf(script: ReturnType<typeof answering>): Promise<readonly RunEvent[]> {
  await using gateway = await start(script);
  using client = testClient(gateway.url);
  await client.connect();
  const run = await client.chat.send({ sessionKey, message: 'hi', idempotencyKey: 'run_1' });
  return await Array.fromAsync(run.events);
}

test('an answer streams: status, text, tools, end', async () => {
  const heard = await heardOf(
    answering((gateway) => {
      tell(gateway, { state: 'status', phase: 'starting_model' });
      delta(gateway, 'Let me look.');
      const call = { toolCallId: 'c1', name: 'now' };
      const agent = { runId: 'run_1', sessionKey, stream: 'tool', seq: 1, ts: 1 };
      gateway.emit('agent', { ...agent, data: { ...call, phase: 'start', args: { zone: 'UTC' } } });
      const result = { content: [{ type: 'text', text: '9:00' }] };
      gateway.emit('agent', {
        ...agent,
        data: { ...call, phase: 'result', isError: false, result },
      });
      gateway.emit('chat', {
        ...place,
        runId: 'run_2',
        seq: 1,
        state: 'delta',
        message: message('x'),
      });
      delta(gateway, 'Let me look.\n\nIt is nine.');
      tell(gateway, {
        state: 'final',
        message: message('Let me look.\n\nIt is nine.'),
        stopReason: 'stop',
        usage,
      });
    }),
  );
  const text = 'Let me look.\n\nIt is nine.';
  assert.deepEqual(heard, [
    { type: 'status', phase: 'starting_model' },
    { type: 'text', delta: 'Let me look.', text: 'Let me look.' },
    { type: 'tool', phase: 'start', toolCallId: 'c1', name: 'now', args: { zone: 'UTC' } },
    {
      type: 'tool',
      phase: 'result',
      toolCallId: 'c1',
      name: 'now',
      result: '9:00',
      isError: false,
    },
    { type: 'text', delta: '\n\nIt is nine.', text },
    { type: 'end', outcome: 'done', text, stopReason: 'stop', usage },
  ]);
});

test('deltas that were left out come with the end; a failure and a stop are ends too', async () => {
  const late = await heardOf(
    answering((gateway) => {
      tell(gateway, { state: 'final', message: message('All.'), stopReason: 'stop', usage });
    }),
  );
  assert.deepEqual(late[0], { type: 'text', delta: 'All.', text: 'All.' });
  const failed = await heardOf(
    answering((gateway) => {
      delta(gateway, 'Half');
      tell(gateway, { state: 'error', errorMessage: 'the model is gone', errorKind: 'unknown' });
    }),
  );
  assert.deepEqual(failed.at(-1), {
    type: 'end',
    outcome: 'failed',
    text: 'Half',
    error: { message: 'the model is gone', kind: 'unknown' },
  });
  const aborted = await heardOf(
    answering((gateway) => tell(gateway, { state: 'aborted', stopReason: 'aborted' })),
  );
  assert.partialDeepStrictEqual(aborted.at(-1), { type: 'end', outcome: 'aborted' });
});

const nothingRuns = {
  messages: [message('hi', 'user'), message('It is'), message('nine.')],
  pendingInputs: { items: [], total: 0 },
  sessionInfo: { key: sessionKey, agentId: 'main', lastRunId: 'run_1' },
};

test('a connection that is lost in the middle: the rest is read from the log', async () => {
  const script = answering(
    (gateway) => {
      if (gateway.connects.length > 1) return;
      delta(gateway, 'It is');
      gateway.drop();
    },
    { 'chat.history': nothingRuns, 'agent.wait': { runId: 'run_1', status: 'ok' } },
  );
  const heard = await heardOf(script);
  assert.deepEqual(heard, [
    { type: 'text', delta: 'It is', text: 'It is' },
    { type: 'text', delta: '\n\nnine.', text: 'It is\n\nnine.' },
    { type: 'end', outcome: 'done', text: 'It is\n\nnine.' },
  ]);
});

test('a gap while it still runs: what was said meanwhile comes from the log, then the stream goes on', async () => {
  const log = {
    'chat.history': {
      ...nothingRuns,
      inFlightRun: { runId: 'run_1', startedAt: 1, text: 'a b c' },
    },
  };
  await using gateway = await start(answering((own) => delta(own, 'a'), log));
  using client = testClient(gateway.url);
  await client.connect();
  const run = await client.chat.send({ sessionKey, message: 'hi', idempotencyKey: 'run_1' });
  const events = run.events[Symbol.asyncIterator]();
  assert.deepEqual((await events.next()).value, { type: 'text', delta: 'a', text: 'a' });
  gateway.emit('tick', { ts: 1 }, { skip: 3 });
  assert.deepEqual((await events.next()).value, { type: 'text', delta: ' b c', text: 'a b c' });
  delta(gateway, 'a b', 0);
  delta(gateway, 'a b c d');
  assert.deepEqual((await events.next()).value, { type: 'text', delta: ' d', text: 'a b c d' });
});

test('a run that the gateway has lost ends as failed', async () => {
  const log = {
    'chat.history': { ...nothingRuns, sessionInfo: { key: sessionKey, agentId: 'main' } },
    'agent.wait': { runId: 'run_1', status: 'timeout' },
  };
  const heard = await heardOf(answering((own) => own.emit('tick', {}, { skip: 1 }), log));
  assert.partialDeepStrictEqual(heard.at(-1), { type: 'end', outcome: 'failed' });
});

test('a message under a used key, and a run that was there before, are read from the log', async () => {
  const log = { 'chat.history': nothingRuns, 'agent.wait': { runId: 'run_1', status: 'ok' } };
  await using gateway = await start(answering(() => undefined, log));
  using client = testClient(gateway.url);
  await client.connect();
  const run = client.chat.follow({ sessionKey, runId: 'run_1' });
  const heard = await Array.fromAsync(run.events);
  assert.deepEqual(heard.at(-1), { type: 'end', outcome: 'done', text: 'It is\n\nnine.' });
});

test('its signal stops an answer; a message that is refused rejects', async () => {
  await using gateway = await start(
    answering(() => undefined, { 'chat.abort': { ok: true, aborted: true, runIds: ['run_1'] } }),
  );
  using client = testClient(gateway.url);
  await client.connect();
  const stop = new AbortController();
  const sent = { sessionKey, message: 'hi', idempotencyKey: 'run_1' };
  const run = await client.chat.send(sent, { signal: stop.signal });
  stop.abort();
  while (!gateway.calls.some(({ method }) => method === 'chat.abort')) {
    await new Promise(setImmediate);
  }
  tell(gateway, { state: 'aborted', stopReason: 'aborted' });
  const heard = await Array.fromAsync(run.events);
  assert.partialDeepStrictEqual(heard.at(-1), { type: 'end', outcome: 'aborted' });
  client.close();
  await assert.rejects(client.chat.send(sent), (error) => hasCode(error, 'unavailable'));
});

test('closing the client ends a stream as failed', async () => {
  await using gateway = await start(answering(() => undefined));
  using client = testClient(gateway.url);
  await client.connect();
  const run = await client.chat.send({ sessionKey, message: 'hi' });
  client.close();
  assert.partialDeepStrictEqual(await Array.fromAsync(run.events), [
    { type: 'end', outcome: 'failed', error: { kind: 'unavailable' } },
  ]);
});
