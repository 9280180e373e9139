import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';
import type { ConformanceCase } from '@homarus/base/testing';

import type { RunEnd } from '../session-records.ts';
import type { SessionStore } from '../session-store.ts';
import { sampleEntry, sampleRun, sampleSession, sampleUsage } from './session-samples.ts';

const group = 'runs';
const account = 'acct-a';
const session = sampleSession();

function endOf(runId: string, fields: Partial<RunEnd> = {}): RunEnd {
  return { runId, status: 'done', endedAt: 50, isRemembered: false, ...fields };
}

async function begin(store: SessionStore, ...runIds: readonly string[]): Promise<void> {
  await store.create(session);
  for (const [index, runId] of runIds.entries()) {
    const start = sampleRun(session, { runId, startedAt: 100 - index });
    await store.append(account, 'ses_1', {
      entries: [sampleEntry(runId, { runId })],
      start,
      at: 1,
    });
  }
}

export const runCases: readonly ConformanceCase<SessionStore>[] = [
  {
    group,
    name: 'begin and end with the entries of the same append',
    run: async (store) => {
      await begin(store, 'run_1');
      const running = sampleRun(session, { startedAt: 100 });
      assert.deepEqual(await store.getRun(account, 'run_1'), running);
      await store.append(account, 'ses_1', {
        entries: [sampleEntry('answer', { runId: 'run_1' })],
        end: endOf('run_1', {
          status: 'failed',
          error: 'The model 模型 is down.',
          usage: sampleUsage(),
        }),
        at: 2,
      });
      assert.deepEqual(await store.getRun(account, 'run_1'), {
        ...running,
        status: 'failed',
        endedAt: 50,
        error: 'The model 模型 is down.',
        usage: sampleUsage(),
      });
      assert.equal((await store.listRunEntries(account, 'run_1')).length, 2);
      assert.equal(await store.getRun(account, 'run_none'), undefined);
      assert.equal(await store.getRun('acct-b', 'run_1'), undefined);
    },
  },
  {
    group,
    name: 'may begin and end at once',
    run: async (store) => {
      await begin(store);
      const start = sampleRun(session);
      const end = endOf('run_1', { isRemembered: true });
      await store.append(account, 'ses_1', { entries: [], start, end, at: 1 });
      assert.equal((await store.getRun(account, 'run_1'))?.status, 'done');
      assert.deepEqual(await store.listUnsettledRuns(account), []);
    },
  },
  {
    group,
    name: 'of a taken id leave nothing',
    run: async (store) => {
      await begin(store, 'run_1');
      const start = sampleRun(session);
      const append = store.append(account, 'ses_1', { entries: [sampleEntry('x')], start, at: 7 });
      await assert.rejects(append, (error) => hasCode(error, 'conflict'));
      assert.equal((await store.listEntries(account, 'ses_1')).length, 1);
      assert.equal((await store.getById(account, 'ses_1'))?.updatedAt, 1);
      const other = sampleSession({ accountId: 'acct-b' });
      await store.create(other);
      await store.append('acct-b', 'ses_1', { entries: [], start: sampleRun(other), at: 1 });
      assert.deepEqual(await store.getRun('acct-b', 'run_1'), sampleRun(other));
    },
  },
  {
    group,
    name: 'end once, and only when they began; else nothing is written',
    run: async (store) => {
      await begin(store, 'run_1');
      const append = (end: RunEnd): Promise<unknown> =>
        store.append(account, 'ses_1', { entries: [sampleEntry('x')], end, at: 7 });
      await assert.rejects(append(endOf('run_none')), (error) => hasCode(error, 'not_found'));
      await append(endOf('run_1'));
      const again = append(endOf('run_1', { status: 'aborted' }));
      await assert.rejects(again, (error) => hasCode(error, 'conflict'));
      assert.equal((await store.getRun(account, 'run_1'))?.status, 'done');
      assert.equal((await store.listEntries(account, 'ses_1')).length, 2);
    },
  },
  {
    group,
    name: 'that run or are not remembered are listed, oldest first',
    run: async (store) => {
      await begin(store, 'run_1', 'run_2', 'run_3', 'run_4');
      const end = async (value: RunEnd): Promise<unknown> =>
        store.append(account, 'ses_1', { entries: [], end: value, at: 2 });
      await end(endOf('run_2', { isRemembered: true }));
      await end(endOf('run_3'));
      await end(endOf('run_4', { status: 'aborted' }));
      const unsettled = async (): Promise<readonly string[]> =>
        (await store.listUnsettledRuns(account)).map(({ runId }) => runId);
      assert.deepEqual(await unsettled(), ['run_4', 'run_3', 'run_1']);
      await store.markRemembered(account, 'run_3');
      await store.markRemembered(account, 'run_none');
      await store.markRemembered('acct-b', 'run_4');
      assert.deepEqual(await unsettled(), ['run_4', 'run_1']);
      assert.deepEqual(await store.listUnsettledRuns('acct-b'), []);
      assert.equal((await store.getRun(account, 'run_3'))?.isRemembered, true);
    },
  },
];
