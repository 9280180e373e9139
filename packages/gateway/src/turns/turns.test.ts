import assert from 'node:assert/strict';
import { test } from 'node:test';

import { estimateTokens } from '@homarus/base';
import { offlineModel } from '@homarus/models';

import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import type { Step } from '../testing/scripted-model.ts';
import { endOf, requestOf, startTurns, userMessage } from '../testing/start-turns.ts';

const words: Step = { type: 'text-delta', id: 'text', delta: 'Half a' };

test('the message is durable before the model is called, the answer before the end', async () => {
  const seen: (string | undefined)[] = [];
  const { turns, sessions, memory } = startTurns({
    model: { ...scriptedModel(says('Fine.')), doStream: spy },
  });
  const inner = scriptedModel(says('Fine.'));
  async function spy(options: Parameters<typeof inner.doStream>[0]) {
    const session = await sessions.getByKey('acct', 'agent:main:main');
    const entries = await sessions.listEntries('acct', session?.sessionId ?? '');
    seen.push(...entries.map((entry) => entry.message.role));
    return inner.doStream(options);
  }
  for await (const event of turns.start(requestOf('Hello'))) {
    if (event.type !== 'finished') continue;
    const [turn] = memory.turns;
    assert.equal(turn?.turn.messages.length, 2);
    const run = await sessions.getRun('acct', turn?.turn.turnId ?? '');
    assert.equal(run?.status, 'done');
    assert.equal(run?.isRemembered, true);
  }
  assert.deepEqual(seen, ['user']);
});

test('the events come in order and their text is the text of the end', async () => {
  const model = scriptedModel(callsTool('now', {}), says('It is nine.'));
  const { say, memory } = startTurns({ model });
  const events = await say('What time is it?');
  assert.deepEqual(
    [...new Set(events.map((event) => event.type))],
    ['accepted', 'tool_started', 'tool_finished', 'text', 'finished'],
  );
  const text = events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
  assert.equal(text, endOf(events).text);
  assert.deepEqual(
    memory.turns[0]?.turn.messages.map(({ role, id }) => [role, id]),
    [
      ['user', 'entry0'],
      ['tool', 'entry1.call0'],
      ['toolResult', 'entry2.result0'],
      ['assistant', 'entry3'],
    ],
  );
});

test('a plain turn has a system prompt of less than 2,000 tokens, tools included', async () => {
  const model = scriptedModel(says('Fine.'));
  const { say } = startTurns({ model });
  await say('Hi');
  const [call] = model.calls;
  const [system] = call?.prompt ?? [];
  assert.ok(system?.role === 'system');
  assert.match(system.content, /Saturday, 2026-11-21 \(Asia\/Shanghai\)/u);
  const tokens = estimateTokens(system.content) + estimateTokens(JSON.stringify(call?.tools));
  assert.ok(tokens < 2000, `${tokens} tokens`);
  assert.deepEqual(
    call?.tools?.map((tool) => tool.name),
    ['memory_recall', 'memory_store', 'memory_forget', 'now'],
  );
});

test('a memory that is too slow or broken never stops a turn', async () => {
  const { say, turns, memory } = startTurns({ options: { recallTimeoutMs: 10 } });
  memory.composeMs = 60;
  const slow = endOf(await say('Hello'));
  assert.equal(slow.text, 'Fine.');
  assert.equal(slow.isRemembered, true);
  assert.equal(slow.degraded.length, 1);
  assert.deepEqual(
    turns.health().issues.map(({ code }) => code),
    ['recall_failed'],
  );
  memory.composeMs = 0;
  assert.deepEqual(endOf(await say('Hello')).degraded, []);
  assert.deepEqual(turns.health().issues, []);
});

test('what the window holds is handed to memory, so that it is not recalled again', async () => {
  const { say, memory } = startTurns();
  await say('First');
  await say('Second');
  assert.deepEqual(
    memory.composed[1]?.messages.map(({ role, content, id }) => [role, content, id]),
    [
      ['user', 'First', 'entry0'],
      ['assistant', 'Fine.', 'entry1'],
    ],
  );
});

test('replies of the offline model and of memory tools are echoes', async () => {
  const offline = startTurns({ model: offlineModel() });
  await offline.say('I like pears');
  const echoes = (memory: typeof offline.memory) =>
    memory.turns.flatMap(({ turn }) =>
      turn.messages.map((message) => [message.role, message.isEcho === true]),
    );
  assert.deepEqual(echoes(offline.memory), [
    ['user', false],
    ['assistant', true],
  ]);
  const model = scriptedModel(callsTool('memory_recall', { query: 'pears' }), says('Pears.'));
  const recalling = startTurns({ model });
  await recalling.say('What do I like?');
  assert.deepEqual(echoes(recalling.memory), [
    ['user', false],
    ['tool', true],
    ['toolResult', true],
    ['assistant', false],
  ]);
});

test('the offline model answers from what memory recalled', async () => {
  const { say } = startTurns({ model: offlineModel() });
  await say('我对花生过敏', { sessionKey: 'agent:main:one' });
  const { text } = endOf(await say('花生能吃吗？', { sessionKey: 'agent:main:two' }));
  assert.ok(text.includes('我对花生过敏'), text);
});

test('turns of one session wait for each other, others do not', async () => {
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel(
    [{ type: 'wait', until: gate.promise }, ...says('One.')],
    says('Two.'),
  );
  const { say } = startTurns({ model });
  const order: string[] = [];
  const first = say('First').then(() => order.push('first'));
  const second = say('Second').then(() => order.push('second'));
  const beside = say('Beside', { sessionKey: 'agent:main:other' }).then(() => order.push('beside'));
  await beside;
  gate.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['beside', 'first', 'second']);
});

test('a turn that is aborted keeps what was said', async () => {
  const never = new Promise(() => undefined);
  const { turns, sessions, memory } = startTurns({
    model: scriptedModel([words, { type: 'wait', until: never }]),
  });
  const abort = new AbortController();
  const events = [];
  for await (const event of turns.start({ ...requestOf('Hi'), signal: abort.signal })) {
    events.push(event);
    if (event.type === 'text') abort.abort();
  }
  assert.equal(endOf(events).reason, 'aborted');
  assert.equal(endOf(events).isRemembered, true);
  const runId = memory.turns[0]?.turn.turnId ?? '';
  assert.equal((await sessions.getRun('acct', runId))?.status, 'aborted');
  assert.equal((await sessions.listRunEntries('acct', runId)).length, 2);
});

test('a refused turn leaves nothing behind', async () => {
  const { say, turns, memory } = startTurns();
  await say('Mine', { runId: 'run_mine' });
  const refusals = await Promise.all([
    say('Foreign', { userId: 'bob' }),
    say('Taken', { runId: 'run_mine' }),
    say('Late', { signal: AbortSignal.abort() }),
  ]);
  assert.deepEqual(
    refusals.map((events) => [events.length, endOf(events).error?.code]),
    [
      [1, 'forbidden'],
      [1, 'conflict'],
      [1, 'aborted'],
    ],
  );
  await turns.stop();
  assert.equal(endOf(await say('After')).error?.code, 'unavailable');
  assert.equal(memory.turns.length, 1);
});

test('a call that nobody answered does not spoil the next turn', async () => {
  const model = scriptedModel(callsTool('ring', {}), says('Fine.'));
  const { say } = startTurns({ model });
  const ring = { name: 'ring', description: 'Rings', parameters: { type: 'object' } } as const;
  const first = endOf(await say('Ring', { clientTools: [ring] }));
  assert.equal(first.reason, 'client_tools');
  await say('Never mind');
  assert.deepEqual(
    model.calls[1]?.prompt.map((message) => message.role),
    ['system', 'user', 'assistant', 'tool', 'user'],
  );
});

test('stopping aborts what does not end by itself, and waits until it is logged', async () => {
  const never = new Promise(() => undefined);
  const { turns, say, memory } = startTurns({
    model: scriptedModel([words, { type: 'wait', until: never }]),
  });
  const turn = say('Hi', { input: [userMessage('Hi')] });
  await turns.stop();
  assert.equal(endOf(await turn).reason, 'aborted');
  assert.equal(memory.turns.length, 1);
});
