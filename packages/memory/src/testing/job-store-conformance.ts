import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { ClaimRequest, Job, JobStore, NewJob } from '../ports/job-store.ts';
import type { MemoryDatabase } from '../ports/memory-database.ts';
import { rejectsConflict } from './conformance/expect.ts';
import { sampleJob, sampleScope, sampleTime } from './samples.ts';

const scope = sampleScope();

function enqueue(store: MemoryDatabase, ...jobs: readonly Partial<NewJob>[]): Promise<unknown> {
  return store.commit(scope, { jobs: jobs.map((fields) => sampleJob(scope, fields)) });
}

function claim(store: MemoryDatabase, fields: Partial<ClaimRequest> = {}): Promise<readonly Job[]> {
  return store.claim({
    workerId: 'worker-1',
    now: sampleTime + 100,
    leaseMs: 1000,
    limit: 10,
    ...fields,
  });
}

async function claimIds(
  store: MemoryDatabase,
  fields?: Partial<ClaimRequest>,
): Promise<readonly string[]> {
  return (await claim(store, fields)).map(({ id }) => id);
}

async function assertStats(store: JobStore, pending: number, dead: number): Promise<void> {
  const stats = await store.getStats();
  assert.deepEqual([stats.pending, stats.dead], [pending, dead]);
}

const queueCases: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group: 'job queue',
    name: 'hands out what is due, oldest first, at most so many',
    run: async (store) => {
      await enqueue(
        store,
        { id: 'job_late', runAt: sampleTime + 101 },
        { id: 'job_2', runAt: sampleTime + 2 },
        { id: 'job_1', runAt: sampleTime + 1 },
        { id: 'job_3', runAt: sampleTime + 2 },
      );
      await assertStats(store, 4, 0);
      assert.equal(await store.nextRunAt(), sampleTime + 1);
      assert.deepEqual(await claimIds(store, { limit: 2 }), ['job_1', 'job_2']);
      assert.deepEqual(await claimIds(store), ['job_3']);
      assert.deepEqual(await claimIds(store), []);
      assert.equal(await store.nextRunAt(), sampleTime + 101);
    },
  },
  {
    group: 'job queue',
    name: 'hands out a job as it was enqueued, with its attempt',
    run: async (store) => {
      const payload = { text: '花生 \0 \ud800', nested: [1, null, { a: true }] };
      await enqueue(store, { payload, dedupeKey: 'k' });
      const [job] = await claim(store);
      assert.ok(job !== undefined && Number.isSafeInteger(job.createdAt));
      assert.deepEqual(job, {
        ...sampleJob(scope, { payload, dedupeKey: 'k' }),
        attempts: 1,
        createdAt: job.createdAt,
        lastError: undefined,
      });
      const { accountId, userId, agentId } = scope;
      const bare = { accountId, userId, agentId };
      await enqueue(store, { id: 'job_bare', scope: bare });
      assert.deepEqual((await claim(store))[0]?.scope, bare);
    },
  },
  {
    group: 'job queue',
    name: 'hands out one job by its id, when it is due',
    run: async (store) => {
      await enqueue(
        store,
        { id: 'job_1' },
        { id: 'job_2' },
        { id: 'job_3', runAt: sampleTime + 500 },
      );
      assert.deepEqual(await claimIds(store, { jobId: 'job_2' }), ['job_2']);
      assert.deepEqual(await claimIds(store, { jobId: 'job_2' }), []);
      assert.deepEqual(await claimIds(store, { jobId: 'job_3' }), []);
      assert.deepEqual(await claimIds(store, { jobId: 'job_none' }), []);
      assert.deepEqual(await claimIds(store), ['job_1']);
    },
  },
  {
    group: 'job queue',
    name: 'refuses an id that is taken',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      await rejectsConflict(enqueue(store, { id: 'job_1' }));
      await rejectsConflict(store.enqueue(sampleJob(scope, { id: 'job_1' })));
      await assertStats(store, 1, 0);
    },
  },
  {
    group: 'job queue',
    name: 'takes a job that follows no commit',
    run: async (store) => {
      const job = sampleJob(scope, { id: 'job_1', dedupeKey: 'k', payload: { text: '花生' } });
      await store.enqueue(job);
      await store.enqueue(sampleJob(scope, { id: 'job_2', dedupeKey: 'k' }));
      await assertStats(store, 1, 0);
      const [claimed] = await claim(store);
      assert.deepEqual([claimed?.id, claimed?.payload], ['job_1', job.payload]);
    },
  },
  {
    group: 'job queue',
    name: 'hands out only the kinds that a claimer asks for',
    run: async (store) => {
      await enqueue(
        store,
        { id: 'job_1', kind: 'a', runAt: sampleTime + 1 },
        { id: 'job_2', kind: 'b', runAt: sampleTime + 2 },
        { id: 'job_3', kind: 'c', runAt: sampleTime + 3 },
      );
      assert.equal(await store.nextRunAt(['b', 'c']), sampleTime + 2);
      assert.equal(await store.nextRunAt(['d']), undefined);
      assert.equal(await store.nextRunAt([]), undefined);
      assert.deepEqual(await claimIds(store, { kinds: ['d'] }), []);
      assert.deepEqual(await claimIds(store, { kinds: ['b'], jobId: 'job_1' }), []);
      assert.deepEqual(await claimIds(store, { kinds: ['b', 'c'] }), ['job_2', 'job_3']);
      assert.deepEqual(await claimIds(store), ['job_1']);
      const afterLease = { now: sampleTime + 2000, workerId: 'worker-2' };
      assert.deepEqual(await claimIds(store, { ...afterLease, kinds: ['c'] }), ['job_3']);
    },
  },
  {
    group: 'job queue',
    name: 'never gives one job to two of many claimers',
    run: async (store) => {
      await enqueue(store, ...Array.from({ length: 20 }, (_, index) => ({ id: `job_${index}` })));
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, worker) =>
          claimIds(store, { workerId: `worker-${worker}`, limit: 3 }),
        ),
      );
      assert.equal(taken.flat().length, 20);
      assert.equal(new Set(taken.flat()).size, 20);
    },
  },
];

const dedupeCases: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group: 'job keys',
    name: 'takes a job of the same key in while one is pending',
    run: async (store) => {
      await enqueue(store, { id: 'job_1', dedupeKey: 'k' }, { id: 'job_2', dedupeKey: 'k' });
      await enqueue(store, { id: 'job_3', dedupeKey: 'k' }, { id: 'job_4', dedupeKey: 'other' });
      assert.deepEqual(await claimIds(store), ['job_1', 'job_4']);
    },
  },
  {
    group: 'job keys',
    name: 'a job that takes an earlier one in becomes due with it, unless it waits for a retry',
    run: async (store) => {
      const late = { runAt: sampleTime + 3_600_000, dedupeKey: 'k' };
      await enqueue(store, { id: 'job_1', ...late });
      await enqueue(store, { id: 'job_2', dedupeKey: 'k' });
      assert.deepEqual(await claimIds(store), ['job_1']);
      await store.settle('job_1', 'worker-1', { type: 'retry', error: 'later', ...late });
      await enqueue(store, { id: 'job_3', dedupeKey: 'k' });
      assert.deepEqual(await claimIds(store), []);
    },
  },
  {
    group: 'job keys',
    name: 'writes a new job while one of its key runs or is dead',
    run: async (store) => {
      await enqueue(store, { id: 'job_1', dedupeKey: 'k' });
      await claim(store);
      await enqueue(store, { id: 'job_2', dedupeKey: 'k' });
      assert.deepEqual(await claimIds(store), ['job_2']);
      await store.settle('job_2', 'worker-1', { type: 'dead', error: 'broken' });
      await store.settle('job_1', 'worker-1', { type: 'done' });
      await enqueue(store, { id: 'job_3', dedupeKey: 'k' });
      assert.deepEqual(await claimIds(store), ['job_3']);
    },
  },
  {
    group: 'job keys',
    name: 'keeps the keys of other scopes apart',
    run: async (store) => {
      const others = [
        sampleScope({ accountId: 'acct-b' }),
        sampleScope({ userId: 'u-b' }),
        sampleScope({ agentId: 'coder' }),
        sampleScope({ sessionId: 's-b' }),
      ];
      await enqueue(store, { dedupeKey: 'k' });
      for (const [index, other] of others.entries()) {
        const job = sampleJob(other, { id: `job_${index}`, dedupeKey: 'k' });
        await store.commit(other, { jobs: [job] });
      }
      await assertStats(store, 5, 0);
    },
  },
];

const leaseCases: readonly ConformanceCase<MemoryDatabase>[] = [
  {
    group: 'job leases',
    name: 'removes a job that is done',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      await claim(store);
      await assertStats(store, 1, 0);
      await store.settle('job_1', 'worker-1', { type: 'done' });
      await assertStats(store, 0, 0);
      assert.equal(await store.nextRunAt(), undefined);
    },
  },
  {
    group: 'job leases',
    name: 'gives a job whose lease ran out to another worker, and ignores the first one then',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      await claim(store);
      const later = { workerId: 'worker-2', now: sampleTime + 1099 };
      assert.deepEqual(await claimIds(store, later), []);
      const [job] = await claim(store, { ...later, now: sampleTime + 1100 });
      assert.deepEqual([job?.id, job?.attempts], ['job_1', 2]);
      await store.settle('job_1', 'worker-1', { type: 'done' });
      await assertStats(store, 1, 0);
      await store.settle('job_1', 'worker-2', { type: 'done' });
      await assertStats(store, 0, 0);
      await store.settle('job_1', 'worker-2', { type: 'dead', error: 'late' });
      await assertStats(store, 0, 0);
    },
  },
  {
    group: 'job leases',
    name: 'lengthens a lease for the worker that has it',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      assert.equal(await store.renew('job_1', 'worker-1', sampleTime + 5000), false);
      await claim(store);
      assert.equal(await store.renew('job_1', 'worker-2', sampleTime + 5000), false);
      assert.equal(await store.renew('job_1', 'worker-1', sampleTime + 5000), true);
      assert.deepEqual(await claimIds(store, { now: sampleTime + 4999 }), []);
      assert.deepEqual(await claimIds(store, { now: sampleTime + 5000 }), ['job_1']);
    },
  },
  {
    group: 'job leases',
    name: 'tries again at the time that the outcome says',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      await claim(store);
      const runAt = sampleTime + 5000;
      await store.settle('job_1', 'worker-1', { type: 'retry', runAt, error: 'model is down' });
      assert.equal(await store.nextRunAt(), runAt);
      assert.deepEqual(await claimIds(store, { now: runAt - 1 }), []);
      const [job] = await claim(store, { now: runAt });
      assert.deepEqual([job?.attempts, job?.lastError, job?.runAt], [2, 'model is down', runAt]);
    },
  },
  {
    group: 'job leases',
    name: 'keeps a dead job, counted, and never hands it out',
    run: async (store) => {
      await enqueue(store, { id: 'job_1' });
      await claim(store);
      await store.settle('job_1', 'worker-1', { type: 'dead', error: 'unreadable' });
      await assertStats(store, 0, 1);
      assert.deepEqual(await claimIds(store, { now: sampleTime + 1e9 }), []);
      assert.deepEqual(await claimIds(store, { now: sampleTime + 1e9, jobId: 'job_1' }), []);
      assert.equal(await store.nextRunAt(), undefined);
    },
  },
];

/** What every {@link JobStore} has to do; jobs are enqueued by commits. Each case expects an empty store. */
export const jobStoreConformance: readonly ConformanceCase<MemoryDatabase>[] = [
  ...queueCases,
  ...dedupeCases,
  ...leaseCases,
];
