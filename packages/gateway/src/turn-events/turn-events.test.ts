import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import { createEventHub } from '../rpc/event-hub.ts';
import type { PublishedEvent } from '../rpc/event-hub.ts';
import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import type { ScriptedModel, Step } from '../testing/scripted-model.ts';
import { startTurns } from '../testing/start-turns.ts';
import { createDeltaThrottle } from './delta-throttle.ts';
import { createTurnEvents } from './turn-events.ts';

interface Payload {
  readonly state?: string;
  readonly stream?: string;
  readonly seq?: number;
  readonly deltaText?: string;
  readonly stopReason?: string;
  readonly errorMessage?: string;
  readonly data?: { readonly phase?: string; readonly delta?: string };
  readonly message?: { readonly role: string; readonly content: readonly unknown[] };
}

function startHeard(model: ScriptedModel) {
  const clock = manualClock();
  const hub = createEventHub((error) => {
    throw error;
  });
  const heard: { readonly event: PublishedEvent; readonly payload: Payload }[] = [];
  hub.listen((event) => heard.push({ event, payload: event.payload as Payload }));
  const started = startTurns({ model, clock, observe: createTurnEvents({ hub, clock }) });
  const outline = (): readonly string[] =>
    heard.map(({ event, payload }) =>
      [event.event, payload.state ?? payload.stream ?? payload.message?.role, payload.data?.phase]
        .filter((part) => part !== undefined)
        .join(' '),
    );
  return { ...started, heard, outline, clock };
}

test('a plain turn is told in the order that clients know', async () => {
  const { say, outline, heard } = startHeard(scriptedModel(says('It is nine.')));
  await say('What time is it?', { runId: 'run_1' });
  assert.deepEqual(outline(), [
    'chat status',
    'session.message user',
    'agent lifecycle start',
    'agent assistant',
    'chat delta',
    'agent assistant',
    'chat delta',
    'session.message assistant',
    'agent usage',
    'agent lifecycle end',
    'chat final',
  ]);
  const chats = heard.filter(({ event }) => event.event === 'chat');
  assert.deepEqual(
    chats.map(({ payload }) => payload.seq),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    chats.map(({ event, payload }) => [payload.deltaText, event.isDroppable]),
    [
      [undefined, false],
      ['It ', true],
      ['is nine.', true],
      [undefined, false],
    ],
  );
  assert.partialDeepStrictEqual(chats.at(-1)?.payload, {
    runId: 'run_1',
    sessionKey: 'agent:main:main',
    agentId: 'main',
    stopReason: 'stop',
    message: { role: 'assistant', content: [{ type: 'text', text: 'It is nine.' }] },
    usage: { input: 11, output: 7, totalTokens: 18 },
  });
});

test('tools are told on their streams and to those who follow the session', async () => {
  const { say, outline, heard } = startHeard(scriptedModel(callsTool('now', {}), says('Nine.')));
  await say('What time is it?');
  assert.deepEqual(outline().slice(3, 11), [
    'session.message assistant',
    'agent tool start',
    'session.tool tool start',
    'agent item start',
    'agent tool result',
    'session.tool tool result',
    'agent item end',
    'session.message toolResult',
  ]);
  const audiences = heard
    .filter(({ event }) => event.event.startsWith('session.'))
    .map(({ event }) => event.audience);
  assert.ok(audiences.every(({ to }) => to === 'session'));
});

test('words that come fast are sent together, and not kept waiting', async () => {
  const gate = Promise.withResolvers<void>();
  const words = says('a b c');
  const model = scriptedModel([
    ...words.slice(0, -2),
    { type: 'wait', until: gate.promise },
    ...words.slice(-2),
  ] satisfies readonly Step[]);
  const { say, heard, clock } = startHeard(model);
  const turn = say('Hello');
  const deltas = (): readonly (string | undefined)[] =>
    heard.flatMap(({ payload }) => (payload.state === 'delta' ? [payload.deltaText] : []));
  while (deltas().length === 0) await new Promise(setImmediate);
  while (model.calls.length === 0) await new Promise(setImmediate);
  for (let round = 0; round < 20; round += 1) await new Promise(setImmediate);
  assert.deepEqual(deltas(), ['a ']);
  clock.advance(50);
  await new Promise(setImmediate);
  assert.deepEqual(deltas(), ['a ', 'b c']);
  gate.resolve();
  await turn;
});

test('thoughts that come fast are sent together, before what is said', async () => {
  const thought = (delta: string): Step => ({ type: 'reasoning-delta', id: 'thought', delta });
  const model = scriptedModel([
    thought('Hm. '),
    thought('Pears, '),
    thought('then.'),
    ...says('Pears.'),
  ]);
  const { say, heard } = startHeard(model);
  await say('What do I like?');
  const streams = heard.flatMap(({ event, payload }) =>
    event.event === 'agent' ? [[payload.stream, payload.data?.delta]] : [],
  );
  assert.deepEqual(
    streams.filter(([stream]) => stream === 'thinking' || stream === 'assistant'),
    [
      ['thinking', 'Hm. '],
      ['thinking', 'Pears, then.'],
      ['assistant', 'Pears.'],
    ],
  );
});

test('a long text is sent less often, because each time all of it is sent', () => {
  const clock = manualClock();
  const sent: number[] = [];
  const throttle = createDeltaThrottle(clock, (delta) => sent.push(delta.length), {
    isCumulative: true,
  });
  throttle.push('x'.repeat(200_000));
  for (const ms of [50, 149]) {
    clock.advance(ms);
    throttle.push('y');
  }
  assert.deepEqual(sent, [200_000]);
  clock.advance(1);
  throttle.push('y');
  throttle.flush();
  assert.deepEqual(sent, [200_000, 3]);
});

test('a turn that fails, is refused or aborted says so last', async () => {
  const failing = startHeard(scriptedModel([{ type: 'fail', error: new Error('Gone.') }]));
  await failing.say('Hello');
  assert.deepEqual(failing.outline().slice(-2), ['agent lifecycle error', 'chat error']);
  assert.ok((failing.heard.at(-1)?.payload.errorMessage ?? '').length > 0);

  const aborted = startHeard(
    scriptedModel([{ type: 'wait', until: new Promise(() => undefined) }]),
  );
  const turn = aborted.say('Hello', { runId: 'run_1' });
  while (aborted.outline().length < 3) await new Promise(setImmediate);
  aborted.turns.abort({ runId: 'run_1' });
  await turn;
  assert.equal(aborted.outline().at(-1), 'chat aborted');

  const refused = startHeard(scriptedModel(says('Fine.')));
  await refused.say('Late', { signal: AbortSignal.abort() });
  assert.deepEqual(refused.outline(), ['chat aborted']);
});
