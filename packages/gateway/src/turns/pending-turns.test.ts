import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';
import { memorySessionStore } from '@homarus/sessions/testing';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import type { Step } from '../testing/scripted-model.ts';
import { requestOf, startTurns } from '../testing/start-turns.ts';
import { textOf } from './message-text.ts';

const sessionKey = 'agent:main:main';
const hang: Step = { type: 'wait', until: new Promise(() => undefined) };

/** A process whose first turn hangs, with others behind it. */
async function startBusy(...waiting: readonly string[]) {
  const sessions = memorySessionStore();
  const started = startTurns({ sessions, model: scriptedModel([hang]) });
  const { turns } = started;
  const start = (runId: string) => {
    turns.start({ ...requestOf(`Say ${runId}`), runId, isKept: true });
    const [turn] = turns.active({ runId });
    if (turn === undefined) throw new Error(`${runId} did not start.`);
    return turn;
  };
  start('running');
  for (const runId of waiting) await start(runId).stored;
  const idsOf = async () => (await sessions.listPending('acct')).map(({ runId }) => runId);
  return { ...started, start, idsOf };
}

test('what was acknowledged runs after a crash, in its order, once', async () => {
  const { sessions, idsOf } = await startBusy('b', 'a');
  assert.deepEqual(await idsOf(), ['b', 'a']);
  const model = scriptedModel(says('Fine.'));
  const next = startTurns({ sessions, model });
  await next.turns.recover();
  const recovered = next.turns.active({ sessionKey });
  assert.deepEqual(
    recovered.map(({ runId }) => runId),
    ['b', 'a'],
  );
  const ends = await Promise.all(recovered.map(({ ended }) => ended));
  assert.deepEqual(
    ends.map(({ reason }) => reason),
    ['stop', 'stop'],
  );
  assert.deepEqual(await idsOf(), []);
  const session = await sessions.getByKey('acct', sessionKey);
  const log = await sessions.listEntries('acct', session?.sessionId ?? '');
  assert.deepEqual(
    log.map(({ message }) => textOf(message)),
    ['Say running', 'Say b', 'Fine.', 'Say a', 'Fine.'],
  );
  await startTurns({ sessions, model }).turns.recover();
  assert.equal(model.calls.length, 2, 'a second start finds nothing');
});

test('a stop keeps what waits, an abort takes it back', async () => {
  const { turns, idsOf } = await startBusy('a', 'b');
  const [turn] = turns.active({ runId: 'a' });
  turns.abort({ runId: 'a' });
  assert.equal((await turn?.ended)?.reason, 'aborted');
  assert.deepEqual(await idsOf(), ['b']);
  await turns.stop();
  assert.deepEqual(await idsOf(), ['b']);
});

test('what steers leaves the queue with the run that takes it', async () => {
  const sessions = memorySessionStore();
  const go = Promise.withResolvers<void>();
  const first: readonly Step[] = [{ type: 'wait', until: go.promise }, ...says('One.')];
  const { turns } = startTurns({ sessions, model: scriptedModel(first, says('Two.')) });
  turns.start({ ...requestOf('First'), runId: 'host' });
  turns.start({ ...requestOf('Second'), runId: 'guest', queueMode: 'steer', isKept: true });
  const [guest] = turns.active({ runId: 'guest' });
  await guest?.stored;
  go.resolve();
  await guest?.ended;
  assert.deepEqual(await sessions.listPending('acct'), []);
  assert.equal((await sessions.getRun('acct', 'guest'))?.status, 'done');
});

test('a message that cannot be stored is refused, not acknowledged', async () => {
  const sessions = {
    ...memorySessionStore(),
    addPending: () => Promise.reject(new AppError('unavailable', 'The disk is full.')),
  };
  const { turns } = startTurns({ sessions, model: scriptedModel([hang]) });
  turns.start(requestOf('First'));
  turns.start({ ...requestOf('Second'), runId: 'late', isKept: true });
  const [late] = turns.active({ runId: 'late' });
  await assert.rejects(late?.stored ?? Promise.resolve(), (error) => hasCode(error, 'unavailable'));
  assert.equal((await late?.ended)?.reason, 'aborted', 'it does not wait for the first');
});
