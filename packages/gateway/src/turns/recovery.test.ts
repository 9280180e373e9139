import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';

import { AppError } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';
import { memorySessionStore } from '@homarus/sessions/testing';

import { NotebookMemory } from '../testing/notebook-memory.ts';
import { says, scriptedModel } from '../testing/scripted-model.ts';
import { turnPlugins } from '../testing/turn-plugins.ts';
import { endOf, startTurns } from '../testing/start-turns.ts';
import type { EngineTurn } from './turn-plugins.ts';

/** Lets everything run that does not wait for the clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

test('a turn that memory cannot take succeeds, and is handed over when it can', async () => {
  const clock = manualClock();
  const { say, turns, memory, sessions } = startTurns({ clock });
  memory.isBroken = true;
  const end = endOf(await say('I like pears', { runId: 'run_pears' }));
  assert.equal(end.reason, 'stop');
  assert.equal(end.isRemembered, false);
  assert.equal(turns.health().unremembered, 1);
  assert.equal((await sessions.getRun('acct', 'run_pears'))?.isRemembered, false);

  clock.advance(1000);
  await settle();
  assert.equal(turns.health().unremembered, 1);

  memory.isBroken = false;
  clock.advance(60_000);
  await settle();
  assert.equal(turns.health().unremembered, 0);
  assert.equal((await sessions.getRun('acct', 'run_pears'))?.isRemembered, true);
  assert.deepEqual(
    memory.turns.map(({ turn }) => [turn.turnId, turn.messages.length]),
    [['run_pears', 2]],
  );
  await turns.stop();
});

test('a process that died leaves the message and a failed run, which memory gets', async () => {
  const sessions = memorySessionStore();
  const dead = startTurns({
    sessions,
    model: scriptedModel([{ type: 'wait', until: new Promise(() => undefined) }]),
  });
  void dead.say('I like pears', { runId: 'run_dead' });
  await settle();
  assert.equal((await sessions.getRun('acct', 'run_dead'))?.status, 'running');

  const { turns, memory } = startTurns({ sessions });
  await turns.recover();
  const run = await sessions.getRun('acct', 'run_dead');
  assert.equal(run?.status, 'failed');
  assert.equal(run?.isRemembered, true);
  assert.deepEqual(
    memory.turns.map(({ scope, turn }) => [scope.userId, turn.turnId, turn.messages[0]?.content]),
    [['ann', 'run_dead', 'I like pears']],
  );
  await turns.recover();
  assert.equal(memory.turns.length, 1);
});

test('recovering while memory is away goes on in the background', async () => {
  const sessions = memorySessionStore();
  const before = startTurns({ sessions });
  before.memory.isBroken = true;
  await before.say('I like pears');
  await before.turns.stop();

  const clock = manualClock();
  const memory = new NotebookMemory();
  memory.isBroken = true;
  const { turns } = startTurns({ sessions, clock, memory });
  await turns.recover();
  assert.equal(turns.health().unremembered, 1);
  memory.isBroken = false;
  clock.advance(60_000);
  await settle();
  assert.equal(memory.turns.length, 1);
  assert.equal(turns.health().unremembered, 0);
  await turns.stop();
});

test('a log that cannot be written ends the turn with its error, and is settled later', async () => {
  const clock = manualClock();
  const store = memorySessionStore();
  let isDown = false;
  const sessions: typeof store = {
    ...store,
    append: (...change) =>
      isDown ? Promise.reject(new AppError('unavailable', 'Disk full.')) : store.append(...change),
  };
  const model = scriptedModel(says('Fine.'));
  const { say, turns, memory } = startTurns({
    clock,
    sessions,
    model: {
      ...model,
      doStream: (options) => {
        isDown = true;
        return model.doStream(options);
      },
    },
  });
  const end = endOf(await say('I like pears', { runId: 'run_down' }));
  assert.equal(end.error?.code, 'unavailable');
  assert.equal((await store.getRun('acct', 'run_down'))?.status, 'running');
  isDown = false;
  clock.advance(60_000);
  await settle();
  assert.equal((await store.getRun('acct', 'run_down'))?.status, 'failed');
  assert.equal(memory.turns.length, 1);
  await turns.stop();
});

test('a turn that cannot be equipped has failed when it ends, and its context engine is closed', async () => {
  const closed: string[] = [];
  const engine: EngineTurn = {
    ownsCompaction: false,
    compact: async () => 'none',
    assemble: async ({ window }) => ({
      messages: window.map(({ message }) => message),
      addition: '',
      problem: undefined,
    }),
    settle: async () => undefined,
    close: async () => {
      closed.push('engine');
    },
  };
  const { say, turns, sessions } = startTurns({
    equip: () => Promise.reject(new AppError('not_found', 'The agent is gone.')),
    plugins: turnPlugins({ openEngine: async () => engine }),
  });
  const end = endOf(await say('I like pears', { runId: 'run_bare' }));
  assert.equal(end.error?.code, 'not_found');
  const run = await sessions.getRun('acct', 'run_bare');
  assert.deepEqual([run?.status, run?.error], ['failed', 'The agent is gone.']);
  assert.deepEqual(closed, ['engine']);
  await turns.stop();
});

test('what is left for memory waits while a plugin has its place', async () => {
  const memory = new NotebookMemory();
  const sessions = memorySessionStore();
  memory.isBroken = true;
  const first = startTurns({ memory, sessions });
  await first.say('I like pears', { runId: 'run_left' });
  await first.turns.stop();
  memory.isBroken = false;

  const plugins = turnPlugins({ memoryPlugin: () => 'keeper' });
  const second = startTurns({ memory, sessions, plugins });
  await second.turns.recover();
  assert.equal(endOf(await second.say('I like plums')).isRemembered, true);
  await second.turns.stop();
  assert.deepEqual([memory.turns.length, memory.composed.length], [0, 0]);

  const third = startTurns({ memory, sessions });
  await third.turns.recover();
  await third.turns.stop();
  assert.deepEqual(
    memory.turns.map(({ turn }) => turn.turnId),
    ['run_left'],
  );
});

test('what memory must not have, because its person was erased, is not handed over again', async () => {
  const memory = Object.assign(new NotebookMemory(), {
    afterTurn: () => {
      const details = { reason: 'erased' };
      return Promise.reject(new AppError('conflict', 'This person was erased.', { details }));
    },
  });
  const { say, turns } = startTurns({ memory });
  const end = endOf(await say('I like pears'));
  assert.deepEqual([end.isRemembered, end.degraded], [true, []]);
  assert.equal(turns.health().unremembered, 0);
  await turns.stop();
});
