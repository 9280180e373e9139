import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '@homarus/base';

import { runAgent } from './run-agent.ts';
import {
  collect,
  finishedOf,
  messagesOf,
  optionsFor,
  resultsOf,
  textOf,
  toolNamed,
  userSays,
} from './testing/run.ts';
import { calls, finishes, says, scriptedModel, thinks } from './testing/scripted-model.ts';

const echo = toolNamed('echo', (input) => Promise.resolve({ text: JSON.stringify(input) }));

test('a plain answer streams, is logged without its reasoning, and finishes', async () => {
  const model = scriptedModel({ parts: [...thinks('hm'), ...says('你', '好'), finishes('stop')] });
  const events = await collect(runAgent(optionsFor(model)));
  assert.deepEqual(events, [
    { type: 'round', round: 1 },
    { type: 'reasoning', delta: 'hm' },
    { type: 'text', delta: '你' },
    { type: 'text', delta: '好' },
    { type: 'message', message: { role: 'assistant', content: [{ type: 'text', text: '你好' }] } },
    {
      type: 'finished',
      reason: 'stop',
      text: '你好',
      pendingCalls: [],
      usage: { inputTokens: 10, outputTokens: 5 },
    },
  ]);
});

test('the model gets the system text, the conversation, tools and settings', async () => {
  const model = scriptedModel({ parts: [...says('ok'), finishes('stop')] });
  const settings = { temperature: 0.2, maxOutputTokens: 9, stopSequences: ['END'] };
  await collect(runAgent(optionsFor(model, { tools: [echo], settings })));
  assert.deepEqual(model.requests[0], {
    prompt: [{ role: 'system', content: 'Be brief.' }, userSays('Hello')],
    ...settings,
    tools: [
      {
        type: 'function',
        name: 'echo',
        description: 'The tool echo.',
        inputSchema: { type: 'object', properties: {} },
      },
    ],
  });
});

test('a tool round: events in order, the result goes back, texts join by a blank line', async () => {
  const model = scriptedModel(
    { parts: [...says('Let me see.'), calls('c1', 'echo', { a: 1 }), finishes('tool-calls')] },
    { parts: [...says('Done', '.'), finishes('stop')] },
  );
  const events = await collect(runAgent(optionsFor(model, { tools: [echo] })));
  assert.deepEqual(
    events.map((event) => event.type),
    ['round', 'text', 'message', 'tool_started', 'tool_finished', 'message'].concat([
      'round',
      'text',
      'text',
      'message',
      'finished',
    ]),
  );
  const finished = finishedOf(events);
  assert.equal(finished.text, 'Let me see.\n\nDone.');
  assert.equal(textOf(events), finished.text);
  assert.deepEqual(finished.usage, { inputTokens: 20, outputTokens: 10 });
  const logged = messagesOf(events);
  assert.deepEqual(logged, [
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me see.' },
        { type: 'tool-call', toolCallId: 'c1', toolName: 'echo', input: { a: 1 } },
      ],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'echo',
          output: { type: 'text', value: '{"a":1}' },
        },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'Done.' }] },
  ]);
  assert.deepEqual(model.requests[1]?.prompt.slice(2), logged.slice(0, 2));
  assert.deepEqual(JSON.parse(JSON.stringify(logged)), logged);
});

test('a forced tool choice holds for the first round only, "none" for all', async () => {
  const script = [
    { parts: [calls('c1', 'echo'), finishes('tool-calls')] },
    { parts: [...says('ok'), finishes('stop')] },
  ] as const;
  const forced = scriptedModel(...script);
  const none = scriptedModel(...script);
  const tools = [echo];
  await collect(
    runAgent(optionsFor(forced, { tools, settings: { toolChoice: { type: 'required' } } })),
  );
  await collect(runAgent(optionsFor(none, { tools, settings: { toolChoice: { type: 'none' } } })));
  assert.deepEqual(
    forced.requests.map((call) => call.toolChoice),
    [{ type: 'required' }, undefined],
  );
  assert.deepEqual(
    none.requests.map((call) => call.toolChoice),
    [{ type: 'none' }, { type: 'none' }],
  );
});

test('an answer that does not end is left at its limit, and what was said is kept', async () => {
  const model = scriptedModel({ parts: says('on ', 'and ', 'on '), ends: 'hang' });
  const options = optionsFor(model, { limits: { maxAnswerChars: 6 } });
  const events = await collect(runAgent(options));
  assert.equal(finishedOf(events).reason, 'length');
  assert.equal(finishedOf(events).text, 'on and ');
  assert.equal(model.cancelled, 1);
});

test('the output limit ends with "length"; calls of a cut answer do not run', async () => {
  let ran = 0;
  const tool = toolNamed('count', () => Promise.resolve({ text: String((ran += 1)) }));
  const model = scriptedModel({
    parts: [...says('half of'), calls('c1', 'count'), finishes('length')],
  });
  const events = await collect(runAgent(optionsFor(model, { tools: [tool] })));
  assert.equal(finishedOf(events).reason, 'length');
  assert.deepEqual(messagesOf(events), [
    { role: 'assistant', content: [{ type: 'text', text: 'half of' }] },
  ]);
  assert.equal(ran, 0);
});

test('the limit of rounds ends with a sentence in the language of the person', async () => {
  let count = 0;
  const tool = toolNamed('step', () => Promise.resolve({ text: String((count += 1)) }));
  const round = { parts: [calls('c', 'step'), finishes('tool-calls')] };
  for (const [question, pattern] of [
    ['Do it', /2 rounds/u],
    ['做一下', /2 轮/u],
  ] as const) {
    const model = scriptedModel(round);
    const options = { tools: [tool], limits: { maxRounds: 2 }, messages: [userSays(question)] };
    const events = await collect(runAgent(optionsFor(model, options)));
    const finished = finishedOf(events);
    assert.equal(finished.reason, 'rounds');
    assert.equal(finished.error, undefined);
    assert.equal(model.requests.length, 2);
    assert.match(finished.text, pattern);
    assert.deepEqual(messagesOf(events).at(-1), {
      role: 'assistant',
      content: [{ type: 'text', text: finished.text }],
    });
  }
});

test('the same call with the same result three rounds in a row ends with "loop"', async () => {
  const model = scriptedModel(
    { parts: [calls('c1', 'echo', '{"a":1,"b":2}'), finishes('tool-calls')] },
    { parts: [calls('c2', 'echo', '{"b":2, "a":1}'), finishes('tool-calls')] },
  );
  const same = toolNamed('echo', () => Promise.resolve({ text: 'nothing' }));
  const events = await collect(runAgent(optionsFor(model, { tools: [same] })));
  assert.equal(finishedOf(events).reason, 'loop');
  assert.match(finishedOf(events).text, /echo/u);
  assert.equal(model.requests.length, 3);
  assert.equal(resultsOf(events).length, 3);
});

test('calls of the caller end with "client_tools" after the other calls ran', async () => {
  const model = scriptedModel({
    parts: [
      calls('c1', 'ask_page', { q: 1 }),
      calls('c2', 'echo', { a: 1 }),
      calls('c3', 'ask_page', 'not json'),
      finishes('tool-calls'),
    ],
  });
  const events = await collect(
    runAgent(optionsFor(model, { tools: [toolNamed('ask_page'), echo] })),
  );
  const finished = finishedOf(events);
  assert.equal(finished.reason, 'client_tools');
  assert.deepEqual(finished.pendingCalls, [
    { toolCallId: 'c1', toolName: 'ask_page', input: { q: 1 } },
  ]);
  assert.deepEqual(
    resultsOf(events).map(({ type }) => type),
    ['text', 'error-text'],
  );
  assert.equal(model.requests.length, 1);
});

test('failures of the model finish with an error and keep what was said', async () => {
  const rateLimited = new AppError('rate_limited', 'Too many requests.');
  const cases = [
    { script: { parts: says('par') }, code: 'model_failed' },
    {
      script: { parts: says('par'), ends: 'break', error: new TypeError('terminated') },
      code: 'model_failed',
    },
    { script: { parts: [...says('par'), finishes('error')] }, code: 'model_failed' },
    { script: { parts: [...says('par'), finishes('interrupted')] }, code: 'model_failed' },
    { script: { parts: [...says('par'), finishes('tool-calls')] }, code: 'model_failed' },
    {
      script: { parts: [...says('par'), { type: 'error', error: rateLimited }] },
      code: 'rate_limited',
    },
    { script: { parts: says('par'), ends: 'break', error: rateLimited }, code: 'rate_limited' },
  ] as const;
  for (const { script, code } of cases) {
    const events = await collect(runAgent(optionsFor(scriptedModel(script))));
    const finished = finishedOf(events);
    assert.equal(finished.reason, 'failed');
    assert.equal(finished.error?.code, code);
    assert.equal(finished.text, 'par');
    assert.deepEqual(messagesOf(events), [
      { role: 'assistant', content: [{ type: 'text', text: 'par' }] },
    ]);
  }
});

test('a model that cannot be called, or says nothing it may, fails without a message', async () => {
  const error = new AppError('unavailable', 'No route to the model.');
  const cases = [
    { script: { parts: [], open: 'reject', error }, code: 'unavailable' },
    { script: { parts: [finishes('content-filter')] }, code: 'model_failed' },
    {
      script: {
        parts: [{ ...finishes('other'), finishReason: { unified: 'other', raw: undefined } }],
      },
      code: 'model_failed',
    },
  ] as const;
  for (const { script, code } of cases) {
    const events = await collect(runAgent(optionsFor(scriptedModel(script))));
    assert.deepEqual(
      events.map((event) => event.type),
      ['round', 'finished'],
    );
    assert.equal(finishedOf(events).error?.code, code);
  }
});

test('unusual last words that come with an answer are an answer', async () => {
  for (const finish of [finishes('content-filter'), finishes('other', 'eos_token')]) {
    const model = scriptedModel({ parts: [...says('I cannot help with that.'), finish] });
    assert.equal(finishedOf(await collect(runAgent(optionsFor(model)))).reason, 'stop');
  }
});

test('what a provider runs by itself is not run here', async () => {
  const own = { ...calls('c1', 'web_search'), providerExecuted: true };
  const model = scriptedModel({ parts: [own, ...says('Found.'), finishes('stop')] });
  const events = await collect(runAgent(optionsFor(model)));
  assert.deepEqual(
    events.map((event) => event.type),
    ['round', 'text', 'message', 'finished'],
  );
});
