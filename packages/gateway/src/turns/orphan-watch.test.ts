import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';
import type { SessionStore } from '@homarus/sessions';
import { memorySessionStore } from '@homarus/sessions/testing';

import { says, scriptedModel } from '../testing/scripted-model.ts';
import { requestOf, startTurns } from '../testing/start-turns.ts';

/** Lets everything run that does not wait for the clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

/** A store of several servers, as one of them sees it: number 7 is there, or not. */
function sharedStore(shared: SessionStore, isGone: () => boolean): SessionStore {
  let isAdopted = false;
  return {
    ...shared,
    // What is another server's, which is there when this one starts.
    listUnsettledRuns: async (accountId) => (isAdopted ? shared.listUnsettledRuns(accountId) : []),
    listPending: async (accountId) => (isAdopted ? shared.listPending(accountId) : []),
    orphans: {
      listGone: async () => (isGone() && !isAdopted ? [7] : []),
      adopt: async (accountId, servers) => {
        assert.deepEqual(servers, [7]);
        isAdopted = true;
        const runs = await shared.listUnsettledRuns(accountId);
        return { runs, pending: await shared.listPending(accountId) };
      },
    },
  };
}

test('what another server left when it died is settled and run, once it is missing for a while', async () => {
  const shared = memorySessionStore();
  const hangs = scriptedModel([{ type: 'wait', until: new Promise(() => undefined) }]);
  const dead = startTurns({ sessions: shared, model: hangs });
  dead.turns.start({ ...requestOf('I like pears'), runId: 'run_dead' });
  dead.turns.start({ ...requestOf('And plums'), runId: 'run_waiting', isKept: true });
  await dead.turns.active({ runId: 'run_waiting' })[0]?.stored;
  await settle();

  let isGone = false;
  const clock = manualClock();
  const model = scriptedModel(says('Fine.'));
  const sessions = sharedStore(shared, () => isGone);
  const { turns, memory } = startTurns({ sessions, clock, model });
  await turns.recover();
  const pass = async (): Promise<void> => {
    clock.advance(15_000);
    await settle();
  };
  const statusOf = async (runId: string) => (await shared.getRun('acct', runId))?.status;

  isGone = true;
  await pass();
  isGone = false;
  await pass();
  isGone = true;
  await pass();
  assert.equal(await statusOf('run_dead'), 'running', 'it may be back');
  await pass();
  await turns.active({ runId: 'run_waiting' })[0]?.ended;
  assert.deepEqual([await statusOf('run_dead'), await statusOf('run_waiting')], ['failed', 'done']);
  assert.deepEqual(
    memory.turns.map(({ turn }) => turn.turnId),
    ['run_dead', 'run_waiting'],
  );
  await turns.stop();
});
