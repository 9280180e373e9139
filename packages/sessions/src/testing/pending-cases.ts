import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { PendingInput } from '../pending-inputs.ts';
import type { SessionStore } from '../session-store.ts';
import { sampleEntry, sampleRun, sampleSession } from './session-samples.ts';

const group = 'pending inputs';
const account = 'acct-a';

function samplePending(fields: Partial<PendingInput> = {}): PendingInput {
  return {
    accountId: account,
    runId: 'run_1',
    sessionKey: 'agent:main:main',
    agentId: 'main',
    userId: 'ann',
    input: [{ role: 'user', content: [{ type: 'text', text: '等一下 \ud800' }] }],
    settings: { queueMode: 'steer' },
    acceptedAt: 5,
    ...fields,
  };
}

async function idsOf(store: SessionStore): Promise<readonly string[]> {
  return (await store.listPending(account)).map(({ runId }) => runId);
}

export const pendingCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'come back as they were, in their order, to their account alone',
    run: async (store) => {
      const second = samplePending({ runId: 'run_0', acceptedAt: 5 });
      await store.addPending(samplePending());
      await store.addPending(second);
      await store.addPending(samplePending({ accountId: 'acct-b' }));
      assert.deepEqual(await store.listPending(account), [samplePending(), second]);
      await store.removePending('acct-b', 'run_0');
      await store.removePending(account, 'run_1');
      await store.removePending(account, 'run_none');
      assert.deepEqual(await idsOf(store), ['run_0']);
      assert.equal((await store.listPending('acct-b')).length, 1);
    },
  },
  {
    group,
    name: 'leave with the entries of their run, or stay with it undone',
    run: async (store) => {
      const session = sampleSession();
      await store.create(session);
      await store.addPending(samplePending());
      const change = {
        entries: [sampleEntry('x', { runId: 'run_1' })],
        start: sampleRun(session),
        dequeue: 'run_1',
        at: 1,
      };
      await assert.rejects(store.append(account, 'ses_none', change), (error) =>
        hasCode(error, 'not_found'),
      );
      assert.deepEqual(await idsOf(store), ['run_1']);
      await store.append(account, 'ses_1', change);
      assert.deepEqual(await idsOf(store), []);
    },
  },
  {
    group,
    name: 'have ids of their own, also among runs',
    run: async (store) => {
      const session = sampleSession();
      await store.create(session);
      await store.append(account, 'ses_1', { entries: [], start: sampleRun(session), at: 1 });
      const taken = (error: unknown): boolean => hasCode(error, 'conflict');
      await assert.rejects(store.addPending(samplePending()), taken);
      await store.addPending(samplePending({ runId: 'run_2' }));
      await assert.rejects(store.addPending(samplePending({ runId: 'run_2' })), taken);
      assert.deepEqual(await idsOf(store), ['run_2']);
    },
  },
];
