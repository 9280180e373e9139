import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import type { AgentEvent } from './events.ts';
import type { RunAgentOptions } from './options.ts';
import { runAgent } from './run-agent.ts';
import {
  collect,
  finishedOf,
  messagesOf,
  optionsFor,
  resultsOf,
  textOf,
  toolNamed,
} from './testing/run.ts';
import { calls, finishes, says, scriptedModel } from './testing/scripted-model.ts';

const hanging = toolNamed('hang', () => new Promise(() => undefined));

/** Runs, and does `act` when an event of that type came and the run waits for what never comes. */
async function actAfter(
  options: RunAgentOptions,
  type: AgentEvent['type'],
  act: () => void,
): Promise<{ readonly events: readonly AgentEvent[]; readonly tookMs: number }> {
  const events: AgentEvent[] = [];
  let actedAt = Number.NaN;
  for await (const event of runAgent(options)) {
    events.push(event);
    if (event.type !== type || !Number.isNaN(actedAt)) continue;
    setTimeout(() => {
      actedAt = performance.now();
      act();
    }, 5);
  }
  return { events, tookMs: performance.now() - actedAt };
}

test('an abort while the stream hangs ends at once and logs what was said', async () => {
  const controller = new AbortController();
  const model = scriptedModel({ parts: says('half an ans'), ends: 'hang' });
  const options = optionsFor(model, { signal: controller.signal });
  const { events, tookMs } = await actAfter(options, 'text', () => controller.abort());
  assert.ok(tookMs < 100, `took ${tookMs} ms`);
  assert.equal(finishedOf(events).reason, 'aborted');
  assert.equal(finishedOf(events).error, undefined);
  assert.deepEqual(messagesOf(events), [
    { role: 'assistant', content: [{ type: 'text', text: 'half an ans' }] },
  ]);
  assert.equal(model.cancelled, 1);
});

test('an abort while the model does not even open a stream ends at once', async () => {
  const controller = new AbortController();
  const model = scriptedModel({ parts: [], open: 'hang' });
  const options = optionsFor(model, { signal: controller.signal });
  const { events, tookMs } = await actAfter(options, 'round', () => controller.abort());
  assert.ok(tookMs < 100, `took ${tookMs} ms`);
  assert.deepEqual(
    events.map((event) => event.type),
    ['round', 'finished'],
  );
  assert.equal(finishedOf(events).reason, 'aborted');
});

test('an abort while a tool hangs ends at once, with a result for every call', async () => {
  const controller = new AbortController();
  const quick = toolNamed('quick', () => Promise.resolve({ text: 'quick result' }));
  const model = scriptedModel({
    parts: [calls('c1', 'hang'), calls('c2', 'quick'), finishes('tool-calls')],
  });
  const options = optionsFor(model, { signal: controller.signal, tools: [hanging, quick] });
  const { events, tookMs } = await actAfter(options, 'tool_finished', () => controller.abort());
  assert.ok(tookMs < 100, `took ${tookMs} ms`);
  assert.equal(finishedOf(events).reason, 'aborted');
  assert.deepEqual(
    resultsOf(events).map(({ type }) => type),
    ['error-text', 'text'],
  );
  assert.equal(model.requests.length, 1);
});

test('a run whose signal has aborted calls nothing', async () => {
  const model = scriptedModel({ parts: [finishes('stop')] });
  const events = await collect(runAgent(optionsFor(model, { signal: AbortSignal.abort() })));
  assert.deepEqual(
    events.map((event) => event.type),
    ['finished'],
  );
  assert.equal(finishedOf(events).reason, 'aborted');
  assert.equal(model.requests.length, 0);
});

test('an abort between two rounds ends before the next one', async () => {
  const controller = new AbortController();
  const tool = toolNamed('stop_me', () => {
    controller.abort();
    return Promise.resolve({ text: 'ok' });
  });
  const model = scriptedModel({ parts: [calls('c1', 'stop_me'), finishes('tool-calls')] });
  const events = await collect(
    runAgent(optionsFor(model, { tools: [tool], signal: controller.signal })),
  );
  assert.equal(finishedOf(events).reason, 'aborted');
  assert.equal(model.requests.length, 1);
});

test('the wall time of a run ends it with a sentence after what was said', async () => {
  const clock = manualClock();
  const model = scriptedModel({ parts: says('Thinking about it'), ends: 'hang' });
  const options = optionsFor(model, { clock, limits: { timeoutMs: 90_000 } });
  const { events } = await actAfter(options, 'text', () => clock.advance(90_000));
  const finished = finishedOf(events);
  assert.equal(finished.reason, 'timeout');
  assert.match(finished.text, /^Thinking about it\n\n.*90 seconds/u);
  assert.equal(textOf(events), finished.text);
  assert.deepEqual(messagesOf(events), [
    { role: 'assistant', content: [{ type: 'text', text: finished.text }] },
  ]);
});

test('the deadline of a tool is an error result, and the run goes on', async () => {
  const clock = manualClock();
  let isToldToStop = false;
  const tool = toolNamed('slow', (_input, { signal }) => {
    signal.addEventListener('abort', () => {
      isToldToStop = true;
    });
    return new Promise(() => undefined);
  });
  const model = scriptedModel(
    { parts: [calls('c1', 'slow'), finishes('tool-calls')] },
    { parts: [...says('It did not answer.'), finishes('stop')] },
  );
  const options = optionsFor(model, { clock, tools: [tool], limits: { toolTimeoutMs: 1000 } });
  const { events } = await actAfter(options, 'tool_started', () => clock.advance(1000));
  assert.equal(finishedOf(events).reason, 'stop');
  assert.equal(isToldToStop, true);
  const [result] = resultsOf(events);
  assert.equal(result?.type, 'error-text');
  assert.match(String(result?.value), /slow took longer than 1000 ms/u);
});

test('a consumer that leaves cancels the stream of the model', async () => {
  const model = scriptedModel({ parts: says('one', 'two', 'three'), ends: 'hang' });
  for await (const event of runAgent(optionsFor(model))) {
    if (event.type === 'text') break;
  }
  assert.equal(model.cancelled, 1);
});

test('a consumer that leaves stops the tools that still run', async () => {
  const stopped = Promise.withResolvers<void>();
  const slow = toolNamed('slow', (_input, { signal }) => {
    signal.addEventListener('abort', () => stopped.resolve());
    return new Promise(() => undefined);
  });
  const quick = toolNamed('quick', () => Promise.resolve({ text: 'ok' }));
  const model = scriptedModel({
    parts: [calls('c1', 'slow'), calls('c2', 'quick'), finishes('tool-calls')],
  });
  for await (const event of runAgent(optionsFor(model, { tools: [slow, quick] }))) {
    if (event.type === 'tool_finished') break;
  }
  await stopped.promise;
});

test('a stream that opens after the abort is cancelled', async () => {
  const controller = new AbortController();
  const late = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  const model = scriptedModel({ parts: [], ends: 'hang' });
  const slow = {
    ...model,
    doStream: async () => {
      await late.promise;
      return { stream: new ReadableStream({ cancel: () => cancelled.resolve() }) };
    },
  };
  const options = optionsFor(slow, { signal: controller.signal });
  const { events } = await actAfter(options, 'round', () => controller.abort());
  assert.equal(finishedOf(events).reason, 'aborted');
  late.resolve();
  await cancelled.promise;
});
