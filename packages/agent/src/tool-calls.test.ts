import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import { recordingLogger } from '@homarus/base/testing';
import * as v from 'valibot';

import { defineTool } from './define-tool.ts';
import type { AgentEvent } from './events.ts';
import type { AgentLimits } from './limits.ts';
import { runAgent } from './run-agent.ts';
import { collect, messagesOf, optionsFor, resultsOf, toolNamed } from './testing/run.ts';
import { calls, finishes, says, scriptedModel } from './testing/scripted-model.ts';
import type { Tool } from './tool.ts';

type CallPart = ReturnType<typeof calls>;

/** One round with these calls, then an answer. */
async function answer(
  parts: readonly CallPart[],
  tools: readonly Tool[],
  limits: Partial<AgentLimits> = {},
): Promise<readonly AgentEvent[]> {
  const model = scriptedModel(
    { parts: [...parts, finishes('tool-calls')] },
    { parts: [...says('done'), finishes('stop')] },
  );
  return collect(runAgent(optionsFor(model, { tools, limits })));
}

test('calls of a round run in parallel; results keep the order of the calls', async () => {
  const second = Promise.withResolvers<void>();
  const waits = toolNamed('waits', async () => {
    await second.promise;
    return { text: 'first call' };
  });
  const frees = toolNamed('frees', () => {
    second.resolve();
    return Promise.resolve({ text: 'second call' });
  });
  const events = await answer([calls('c1', 'waits'), calls('c2', 'frees')], [waits, frees]);
  assert.deepEqual(
    resultsOf(events).map(({ value }) => value),
    ['first call', 'second call'],
  );
  const finished = events.flatMap((event) =>
    event.type === 'tool_finished' ? [event.call.toolCallId] : [],
  );
  assert.deepEqual(finished, ['c2', 'c1']);
});

test('a tool knows whose turn it runs in', async () => {
  let seen: unknown;
  const spy = toolNamed('spy', (input, { signal, ...context }) => {
    seen = { input, context, isAborted: signal.aborted };
    return Promise.resolve({ text: 'ok', details: { count: 1 } });
  });
  const events = await answer([calls('c1', 'spy', '')], [spy]);
  assert.deepEqual(seen, {
    input: {},
    context: { ...optionsFor(scriptedModel()).context, toolCallId: 'c1' },
    isAborted: false,
  });
  const finished = events.find((event) => event.type === 'tool_finished');
  assert.deepEqual(finished?.result, { text: 'ok', details: { count: 1 } });
});

test('an unknown tool and unreadable arguments are error results that say how to go on', async () => {
  const tool = toolNamed('memory_recall', () => Promise.resolve({ text: 'never' }));
  const events = await answer(
    [calls('c1', 'memory_recal'), calls('c2', 'memory_recall', '{"query": "x')],
    [tool],
  );
  const [unknown, unreadable] = resultsOf(events);
  assert.equal(unknown?.type, 'error-text');
  assert.match(String(unknown?.value), /Did you mean memory_recall\?/u);
  assert.equal(unreadable?.type, 'error-text');
  assert.match(String(unreadable?.value), /not valid JSON/u);
  const [assistant] = messagesOf(events);
  assert.equal(assistant?.role, 'assistant');
  assert.deepEqual(
    assistant.content.map((part) => part.type === 'tool-call' && part.input),
    [{}, {}],
  );
});

test('arguments that do not fit never reach the tool; the model reads path and expectation', async () => {
  let ran = 0;
  const tool = defineTool({
    name: 'store',
    description: 'Stores.',
    input: v.object({ text: v.string(), tags: v.optional(v.array(v.string())) }),
    execute: () => Promise.resolve({ text: String((ran += 1)) }),
  });
  const events = await answer([calls('c1', 'store', { tags: ['a', 7] })], [tool]);
  const value = String(resultsOf(events)[0]?.value);
  assert.match(value, /text: required/u);
  assert.match(value, /tags\.1: expected string, received 7/u);
  assert.equal(ran, 0);
});

test('what a tool throws is an error result; the text of a bug stays in the log', async () => {
  const refuses = toolNamed('refuses', () =>
    Promise.reject(new AppError('forbidden', 'That folder is not yours.')),
  );
  const breaks = toolNamed('breaks', () => {
    throw new TypeError('secret detail');
  });
  const log = recordingLogger();
  const model = scriptedModel(
    { parts: [calls('c1', 'refuses'), calls('c2', 'breaks'), finishes('tool-calls')] },
    { parts: [finishes('stop')] },
  );
  const events = await collect(runAgent(optionsFor(model, { tools: [refuses, breaks], log })));
  const [refused, broken] = resultsOf(events);
  assert.deepEqual(refused, { type: 'error-text', value: 'That folder is not yours.' });
  assert.equal(broken?.type, 'error-text');
  assert.doesNotMatch(String(broken?.value), /secret/u);
  const line = log.lines.find(({ level }) => level === 'warn');
  assert.equal(line?.fields['toolName'], 'breaks');
});

test('a long result is cut between characters, and says so; an empty one says that it is', async () => {
  const long = toolNamed('long', () => Promise.resolve({ text: `abc${'😀'.repeat(10)}` }));
  const empty = toolNamed('empty', () => Promise.resolve({ text: '' }));
  const events = await answer([calls('c1', 'long'), calls('c2', 'empty')], [long, empty], {
    maxToolResultChars: 6,
  });
  assert.deepEqual(
    resultsOf(events).map(({ value }) => value),
    ['abc😀\n[Cut: these are the first 5 of 23 characters.]', '(no output)'],
  );
});

test('calls without an id of their own get one', async () => {
  const tool = toolNamed('echo', (_input, { toolCallId }) => Promise.resolve({ text: toolCallId }));
  const parts = [calls('0', 'echo'), calls('0', 'echo'), calls('', 'echo')];
  const events = await answer(parts, [tool]);
  const ids = resultsOf(events).map(({ value }) => String(value));
  assert.equal(ids[0], '0');
  assert.equal(new Set(ids).size, 3);
});
