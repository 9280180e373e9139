import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode, silentLogger } from '@homarus/base';
import { manualClock, sequentialIds } from '@homarus/base/testing';
import { memorySessionStore } from '@homarus/sessions/testing';

import { callsTool, says, scriptedModel } from '../testing/scripted-model.ts';
import type { Step } from '../testing/scripted-model.ts';
import { endOf, requestOf, startTurns, userMessage } from '../testing/start-turns.ts';
import { createActiveTurns } from './active-turns.ts';
import type { TurnEvent } from './turn.ts';
import type { Turns } from './turns.ts';

const key = 'agent:main:main';
const hang: Step = { type: 'wait', until: new Promise(() => undefined) };

/** Resolves when the turn of this id runs. */
async function whenRunning(turns: Turns, runId: string): Promise<void> {
  while (turns.active({ runId })[0]?.state !== 'running') await new Promise(setImmediate);
}

/** The texts of the user's messages that the model saw. */
function saidIn(model: ReturnType<typeof scriptedModel>, call: number): readonly string[] {
  return (model.calls[call]?.prompt ?? []).flatMap((message) =>
    message.role === 'user'
      ? message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
      : [],
  );
}

test('a message that steers goes into the running turn before its next round', async () => {
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel(
    [{ type: 'wait', until: gate.promise }, ...callsTool('now', {})],
    says('Both.'),
  );
  const { say, turns, memory, sessions } = startTurns({ model });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  const second = say('Second', { runId: 'run_2', queueMode: 'steer' });
  gate.resolve();
  assert.equal(endOf(await first).text, 'Both.');
  assert.equal(endOf(await second).text, 'Both.');
  assert.deepEqual(saidIn(model, 1), ['First', 'Second']);
  assert.equal(model.calls.length, 2);
  assert.deepEqual(
    memory.turns.map(({ turn }) => [turn.turnId, turn.messages.map(({ role }) => role)]),
    [['run_1', ['user', 'tool', 'toolResult', 'user', 'assistant']]],
  );
  assert.equal((await sessions.getRun('acct', 'run_2'))?.status, 'done');
});

test('a message that steers a model which is done makes it go on', async () => {
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel(
    [{ type: 'wait', until: gate.promise }, ...says('One.')],
    says('Two.'),
  );
  const { say, turns } = startTurns({ model });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  const second = say('Second', { queueMode: 'steer' });
  gate.resolve();
  assert.equal(endOf(await first).text, 'One.\n\nTwo.');
  await second;
});

test('a message that came too late to steer is a turn of its own', async () => {
  const model = scriptedModel([hang], says('Two.'));
  const { say, turns, sessions } = startTurns({ model });
  const first = say('First', { runId: 'run_1' });
  while (model.calls.length === 0) await new Promise(setImmediate);
  const second = say('Second', { runId: 'run_2', queueMode: 'steer' });
  turns.abort({ runId: 'run_1' });
  assert.equal(endOf(await first).reason, 'aborted');
  assert.equal(endOf(await second).text, 'Two.');
  assert.equal((await sessions.listRunEntries('acct', 'run_2')).length, 2);
});

test('a message that is just being taken into a turn is aborted with that, and ends once', async () => {
  const store = memorySessionStore();
  const joining = Promise.withResolvers<void>();
  const joined = Promise.withResolvers<void>();
  const sessions: typeof store = {
    ...store,
    async append(...change) {
      if (change[2].start?.runId === 'run_2') {
        joining.resolve();
        await joined.promise;
      }
      return store.append(...change);
    },
  };
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel(
    [{ type: 'wait', until: gate.promise }, ...callsTool('now', {})],
    says('Both.'),
  );
  const heard: string[] = [];
  const { say, turns } = startTurns({
    model,
    sessions,
    observe: ({ turn, event }) => heard.push(`${turn.runId} ${event.type}`),
  });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  const second = say('Second', { runId: 'run_2', queueMode: 'steer' });
  gate.resolve();
  await joining.promise;
  assert.deepEqual(turns.abort({ runId: 'run_2' }), ['run_2']);
  joined.resolve();
  assert.equal(endOf(await first).reason, 'aborted');
  assert.equal(endOf(await second).reason, 'aborted');
  assert.deepEqual(
    heard.filter((one) => one.startsWith('run_2')),
    ['run_2 steered', 'run_2 finished'],
  );
  assert.equal(heard.at(-1), 'run_2 finished');
});

test('what is of another person or brings tools does not steer', async () => {
  const gate = Promise.withResolvers<void>();
  const model = scriptedModel(
    [{ type: 'wait', until: gate.promise }, ...callsTool('now', {})],
    says('One.'),
    says('Two.'),
  );
  const { say, turns } = startTurns({ model });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  const foreign = say('Foreign', { userId: 'bob', queueMode: 'steer' });
  const own = say('Own', { clientTools: [], queueMode: 'steer' });
  gate.resolve();
  assert.equal(endOf(await first).text, 'One.');
  assert.equal(endOf(await foreign).error?.code, 'forbidden');
  assert.equal(endOf(await own).text, 'Two.');
});

test('a message that replaces aborts the running turn and keeps what it said', async () => {
  const model = scriptedModel(
    [{ type: 'text-delta', id: 'text', delta: 'Half' }, hang],
    says('New.'),
  );
  const { say, turns } = startTurns({ model });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  while (turns.active({ runId: 'run_1' })[0]?.text === '') await new Promise(setImmediate);
  const second = say('Second', { queueMode: 'replace' });
  const cut = endOf(await first);
  assert.deepEqual([cut.reason, cut.text], ['aborted', 'Half']);
  assert.equal(endOf(await second).text, 'New.');
  assert.deepEqual(saidIn(model, 1), ['First', 'Second']);
});

test('aborting a session ends what runs and what waits, also while the model hangs', async () => {
  const { say, turns, sessions } = startTurns({ model: scriptedModel([hang]) });
  const first = say('First', { runId: 'run_1' });
  await whenRunning(turns, 'run_1');
  const waiting = say('Second', { runId: 'run_2' });
  const elsewhere = say('Beside', { runId: 'run_3', sessionKey: 'agent:main:other' });
  await whenRunning(turns, 'run_3');
  assert.deepEqual(turns.abort({ sessionKey: key }), ['run_1', 'run_2']);
  assert.equal(endOf(await first).reason, 'aborted');
  assert.equal(endOf(await waiting).reason, 'aborted');
  assert.deepEqual(turns.active({ sessionKey: key }), []);
  assert.equal(await sessions.getRun('acct', 'run_2'), undefined);
  assert.deepEqual(turns.abort({ runId: 'run_3' }), ['run_3']);
  assert.equal(endOf(await elsewhere).reason, 'aborted');
  assert.deepEqual(turns.abort({ runId: 'run_3' }), []);
});

test('aborting a turn does not wait for a memory that hangs', async () => {
  const started = startTurns({ model: scriptedModel([hang]), options: { rememberTimeoutMs: 1e6 } });
  started.memory.afterTurn = () => new Promise(() => undefined);
  const first = started.say('First', { runId: 'run_1' });
  await whenRunning(started.turns, 'run_1');
  started.turns.abort({ runId: 'run_1' });
  const end = endOf(await first);
  assert.deepEqual([end.reason, end.isRemembered], ['aborted', false]);
});

test('a run that failed is resumed without its message being said again', async () => {
  const sessions = memorySessionStore();
  const failing = scriptedModel(callsTool('now', {}), [
    { type: 'fail', error: new Error('Gone.') },
  ]);
  const before = startTurns({ sessions, model: failing });
  assert.equal(endOf(await before.say('What time is it?', { runId: 'run_1' })).reason, 'failed');

  const model = scriptedModel(says('Nine.'));
  const { say, memory } = startTurns({ sessions, model });
  const resume = { input: [], resumedRunId: 'run_1' };
  assert.equal(endOf(await say('', { ...resume, runId: 'run_2' })).text, 'Nine.');
  assert.deepEqual(
    model.calls[0]?.prompt.map(({ role }) => role),
    ['system', 'user', 'assistant', 'tool'],
  );
  assert.deepEqual(
    memory.turns.map(({ turn }) => turn.messages.map(({ role }) => role)),
    [['assistant']],
  );
  const code = async (more: object): Promise<string | undefined> =>
    endOf(await say('', more)).error?.code;
  assert.equal(await code(resume), 'conflict');
  assert.equal(await code({ ...resume, resumedRunId: 'run_none' }), 'not_found');
  assert.equal(await code({ input: [] }), 'invalid_request');
});

test('an aborted run is resumed from its message, not from the half answer', async () => {
  const model = scriptedModel(
    [{ type: 'text-delta', id: 'text', delta: 'Half' }, hang],
    says('Whole.'),
  );
  const { turns, say } = startTurns({ model });
  const events: TurnEvent[] = [];
  for await (const event of turns.start({
    sessionKey: key,
    agentId: 'main',
    userId: 'ann',
    input: [userMessage('Hello')],
    runId: 'run_1',
    signal: new AbortController().signal,
  })) {
    events.push(event);
    if (event.type === 'text') turns.abort({ runId: 'run_1' });
  }
  assert.equal(endOf(events).reason, 'aborted');
  const end = endOf(await say('', { input: [], resumedRunId: 'run_1' }));
  assert.equal(end.text, 'Whole.');
  assert.deepEqual(saidIn(model, 1), ['Hello']);
  assert.equal(model.calls[1]?.prompt.at(-1)?.role, 'user');
});

test('a run id of a turn at work is taken', async () => {
  const { say, turns } = startTurns({ model: scriptedModel([hang]) });
  const first = say('First', { runId: 'run_1' });
  assert.equal(endOf(await say('Again', { runId: 'run_1' })).error?.code, 'conflict');
  turns.abort({ runId: 'run_1' });
  await first;
});

test('turns that run or wait hold two hundred megabytes at most', async () => {
  const active = createActiveTurns({
    clock: manualClock(),
    ids: sequentialIds(),
    log: silentLogger,
  });
  const request = requestOf('x'.repeat(90_000_000));
  const add = () => active.add(request, new AbortController().signal);
  assert.deepEqual([add().state, add().state], ['queued', 'queued']);
  assert.throws(add, (error) => hasCode(error, 'rate_limited'));
});

test('a session has room for a hundred turns that run or wait; the next one is refused', async () => {
  const model = scriptedModel([hang]);
  const { say, turns } = startTurns({ model });
  const waiting = Array.from({ length: 100 }, (_, index) => say('More', { runId: `run_${index}` }));
  const refused = endOf(await say('One more'));
  assert.deepEqual(
    [refused.reason, refused.error?.code, refused.error?.details?.['code']],
    ['failed', 'rate_limited', 'TOO_MANY_TURNS'],
  );
  turns.abort({ sessionKey: key });
  assert.deepEqual(
    (await Promise.all(waiting)).map((events) => endOf(events).reason),
    waiting.map(() => 'aborted'),
  );
  assert.equal(turns.active({ sessionKey: key }).length, 0);
});
