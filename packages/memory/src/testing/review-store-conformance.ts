import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { MemoryDatabase } from '../ports/memory-database.ts';
import type { ReviewReport } from '../ports/review-store.ts';
import { sampleJob, sampleScope, sampleTime } from './samples.ts';

const scope = sampleScope();
const report: ReviewReport = {
  startedAt: sampleTime,
  finishedAt: sampleTime + 5,
  examined: 3,
  retriedJobs: 1,
  merged: [{ kept: 'mem_1', gone: 'mem_2', content: '我住在杭州' }],
  raised: 2,
  lowered: 0,
};

/** What every {@link ReviewStore} has to do, and the queue for it. Each case expects an empty store. */
export const reviewStoreConformance: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group: 'reviews',
    name: 'the last report is kept, for its own scope alone',
    run: async (store) => {
      assert.equal(await store.getLastReview(scope), undefined);
      await store.addReview(scope, { ...report, finishedAt: sampleTime + 9, examined: 4 });
      await store.addReview(scope, report);
      const last = await store.getLastReview({ ...scope, sessionId: 'another' });
      assert.deepEqual(last, { ...report, finishedAt: sampleTime + 9, examined: 4 });
      for (const other of [{ accountId: 'x' }, { userId: 'x' }, { agentId: 'x' }]) {
        assert.equal(await store.getLastReview({ ...scope, ...other }), undefined);
      }
    },
  },
  {
    group: 'reviews',
    name: 'dead jobs of the user get one more attempt, those that had it do not',
    run: async (store) => {
      const other = sampleScope({ userId: 'u-b' });
      await store.commit(scope, { jobs: [sampleJob(scope, { id: 'job_1' })] });
      await store.commit(other, { jobs: [sampleJob(other, { id: 'job_2' })] });
      const claim = { workerId: 'w', now: sampleTime + 1, leaseMs: 10, limit: 5 };
      const die = async (): Promise<readonly number[]> => {
        const jobs = await store.claim(claim);
        for (const { id } of jobs) await store.settle(id, 'w', { type: 'dead', error: 'no' });
        return jobs.map(({ attempts }) => attempts);
      };
      assert.deepEqual(await die(), [1, 1]);
      const retry = { maxAttempts: 1, now: sampleTime + 1 };
      assert.equal(await store.retryDead(scope, retry), 1);
      assert.deepEqual(await die(), [2]);
      assert.equal(await store.retryDead(scope, retry), 0);
      assert.equal((await store.getStats()).dead, 2);
    },
  },
  {
    group: 'reviews',
    name: 'that wait for their night are no work that is behind',
    run: async (store) => {
      await store.commit(scope, { jobs: [sampleJob(scope, { id: 'job_1', kind: 'review' })] });
      assert.equal((await store.getStats()).pending, 0);
      await store.claim({ workerId: 'w', now: sampleTime, leaseMs: 10, limit: 5 });
      assert.equal((await store.getStats()).pending, 1);
    },
  },
];
