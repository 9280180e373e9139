import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentLogger, systemClock } from '@homarus/base';
import { sampleRun, sampleSession } from '@homarus/sessions/testing';

import { openPool } from './open-pool.ts';
import { createPglitePool } from './testing/pglite-pool.ts';

const account = 'acct-a';

test('what servers left that are gone is adopted once, and only from them', async () => {
  const pool = await createPglitePool();
  await using stores = await openPool(pool, {
    flavour: 'postgresql',
    log: silentLogger,
    clock: systemClock,
  });
  const { sessions } = stores;
  const { orphans } = sessions;
  assert.ok(orphans !== undefined);
  const session = sampleSession();
  await sessions.create(session);
  for (const runId of ['run_own', 'run_b', 'run_a']) {
    const startedAt = runId === 'run_b' ? 2 : 1;
    const start = sampleRun(session, { runId, startedAt });
    await sessions.append(account, session.sessionId, { entries: [], start, at: 1 });
  }
  const waiting = { sessionKey: session.key, agentId: 'main', userId: 'ann', acceptedAt: 1 };
  for (const runId of ['wait_own', 'wait_gone']) {
    await sessions.addPending({ ...waiting, accountId: account, runId, input: [], settings: {} });
  }
  const guard = "set homarus.all_accounts = 'on'";
  await pool.run(`${guard}; update run set server = 900 where run_id in ('run_a', 'run_b');
    update pending_input set server = 901 where run_id = 'wait_gone'; reset homarus.all_accounts`);
  const gone = await orphans.listGone(account);
  assert.deepEqual(
    gone.toSorted((a, b) => a - b),
    [900, 901],
  );
  assert.deepEqual(await orphans.listGone('acct-b'), []);
  const { runs, pending } = await orphans.adopt(account, gone);
  assert.deepEqual(
    [...runs, ...pending].map(({ runId }) => runId),
    ['run_a', 'run_b', 'wait_gone'],
  );
  assert.deepEqual(await orphans.listGone(account), []);
  assert.deepEqual(await orphans.adopt(account, gone), { runs: [], pending: [] });
  assert.equal((await sessions.listPending(account)).length, 2);
});
