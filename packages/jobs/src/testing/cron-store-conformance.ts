import assert from 'node:assert/strict';

import type { ConformanceCase } from '@homarus/base/testing';

import type { CronJob, CronRun } from '../cron-job.ts';
import type { CronStore } from '../cron-store.ts';

const accountId = 'acct';

function sampleJob(id: string, more: Partial<CronJob> = {}): CronJob {
  return {
    accountId,
    id,
    name: '早报',
    description: 'What is new',
    userId: 'u',
    agentId: 'main',
    enabled: true,
    schedule: { kind: 'cron', expression: '0 9 * * *', timeZone: 'Asia/Shanghai' },
    deleteAfterRun: false,
    missed: 'once',
    target: 'isolated',
    payload: { kind: 'agentTurn', message: 'Hello', toolsAllow: ['now'], timeoutSeconds: 5 },
    delivery: { mode: 'announce' },
    wakeMode: 'now',
    createdAt: 5,
    updatedAt: 6,
    configRevision: 1,
    state: { nextRunAt: 100, consecutiveErrors: 0, consecutiveSkipped: 0 },
    ...more,
  };
}

function planned(id: string, nextRunAt: number, more: Partial<CronJob> = {}): CronJob {
  return sampleJob(id, {
    ...more,
    state: { nextRunAt, consecutiveErrors: 0, consecutiveSkipped: 0 },
  });
}

function sampleRun(runId: string, more: Partial<CronRun> = {}): CronRun {
  return {
    accountId,
    runId,
    jobId: 'j1',
    jobName: '早报',
    userId: 'u',
    agentId: 'main',
    status: 'ok',
    summary: 'It rains.',
    sessionKey: 'agent:main:cron:j1',
    sessionId: 'ses_1',
    model: 'cloud/m1',
    usage: { inputTokens: 3, outputTokens: 4 },
    delivery: 'delivered',
    runAt: 100,
    startedAt: 101,
    endedAt: 110,
    ...more,
  };
}

async function put(store: CronStore, ...jobs: readonly CronJob[]): Promise<void> {
  for (const job of jobs) await store.updateJob(job.accountId, job.id, () => ({ job }));
}

async function log(store: CronStore, ...runs: readonly CronRun[]): Promise<void> {
  for (const run of runs) {
    await store.updateJob(run.accountId, run.jobId, (job) => ({ job, run }));
  }
}

async function runIds(
  store: CronStore,
  query: Partial<Parameters<CronStore['listRuns']>[1]> = {},
): Promise<readonly string[]> {
  const { runs } = await store.listRuns(accountId, { limit: 10, ...query });
  return runs.map(({ runId }) => runId);
}

const idsOf = (jobs: readonly CronJob[]): readonly string[] => jobs.map(({ id }) => id);

const cases: Readonly<Record<string, ConformanceCase<CronStore>['run']>> = {
  async 'a job is read as it was stored, and listed as it was made'(store) {
    const jobs = [sampleJob('j2', { createdAt: 1 }), sampleJob('j1', { createdAt: 2 })];
    await put(store, ...jobs);
    assert.deepEqual(await store.getJob(accountId, 'j1'), jobs[1]);
    assert.equal(await store.getJob(accountId, 'j3'), undefined);
    assert.deepEqual(await store.listJobs(accountId), jobs);
  },
  async 'a change sees what is stored, and may remove it'(store) {
    await put(store, sampleJob('j1'));
    const seen: unknown[] = [];
    const changed = await store.updateJob(accountId, 'j1', (job) => {
      seen.push(job?.name);
      return { job: job && { ...job, name: 'New' } };
    });
    assert.equal(changed?.name, 'New');
    assert.equal(await store.updateJob(accountId, 'j1', () => ({ job: undefined })), undefined);
    const gone = await store.updateJob(accountId, 'j1', (job) => {
      seen.push(job);
      return { job };
    });
    assert.deepEqual([seen, gone], [['早报', undefined], undefined]);
    assert.deepEqual(await store.listJobs(accountId), []);
  },
  async 'changes at once are all there'(store) {
    await put(store, sampleJob('j1', { configRevision: 0 }));
    await Promise.all(
      Array.from({ length: 8 }, () =>
        store.updateJob(accountId, 'j1', (job) => ({
          job: job && { ...job, configRevision: job.configRevision + 1 },
        })),
      ),
    );
    assert.equal((await store.getJob(accountId, 'j1'))?.configRevision, 8);
  },
  async 'a change that throws changes nothing'(store) {
    await put(store, sampleJob('j1'));
    const change = store.updateJob(accountId, 'j1', () => {
      throw new Error('No.');
    });
    await assert.rejects(change, /No\./u);
    assert.deepEqual(await store.getJob(accountId, 'j1'), sampleJob('j1'));
  },
  async 'jobs are due at their next run, or when their run is to be looked at'(store) {
    const running = { runId: 'r', runAt: 1, startedAt: 1, isForced: false, checkAt: 250 };
    await put(
      store,
      planned('late', 200),
      planned('early', 100),
      planned('off', 100, { enabled: false }),
      sampleJob('over', { state: { consecutiveErrors: 0, consecutiveSkipped: 0 } }),
      sampleJob('busy', {
        state: { nextRunAt: 50, running, consecutiveErrors: 0, consecutiveSkipped: 0 },
      }),
    );
    assert.equal(await store.nextWakeAt(accountId), 100);
    assert.deepEqual(idsOf(await store.listDue(accountId, 99, 9)), []);
    assert.deepEqual(idsOf(await store.listDue(accountId, 200, 9)), ['early', 'late']);
    assert.deepEqual(idsOf(await store.listDue(accountId, 250, 9)), ['early', 'late', 'busy']);
    assert.deepEqual(idsOf(await store.listDue(accountId, 250, 1)), ['early']);
    await store.updateJob(accountId, 'early', () => ({ job: undefined }));
    assert.equal(await store.nextWakeAt(accountId), 200);
  },
  async 'a run is logged with the change, and stays when the job goes'(store) {
    const run = sampleRun('r1');
    await put(store, sampleJob('j1'));
    await store.updateJob(accountId, 'j1', () => ({ job: undefined, run }));
    assert.deepEqual(await store.listRuns(accountId, { limit: 5 }), { runs: [run], total: 1 });
    await log(store, sampleRun('r1', { status: 'error', error: 'Again.' }));
    const { runs } = await store.listRuns(accountId, { limit: 5 });
    assert.deepEqual(
      runs.map(({ status }) => status),
      ['error'],
    );
  },
  async 'runs are read by their end, in pages'(store) {
    await log(
      store,
      sampleRun('r1', { endedAt: 10 }),
      sampleRun('r3', { endedAt: 30 }),
      sampleRun('r2', { endedAt: 20 }),
    );
    assert.deepEqual(await runIds(store), ['r3', 'r2', 'r1']);
    assert.deepEqual(await runIds(store, { order: 'asc', limit: 2 }), ['r1', 'r2']);
    assert.deepEqual(await runIds(store, { limit: 2, offset: 2 }), ['r1']);
    assert.equal((await store.listRuns(accountId, { limit: 1 })).total, 3);
  },
  async 'runs are found by what is known of them'(store) {
    await log(
      store,
      sampleRun('r1', { endedAt: 1 }),
      sampleRun('r2', { endedAt: 2, jobId: 'j2', jobName: 'Weekly 100%', userId: 'v' }),
      sampleRun('r3', {
        endedAt: 3,
        status: 'error',
        error: 'No model.',
        delivery: 'not-requested',
      }),
      sampleRun('r4', { endedAt: 4, status: 'skipped', agentId: 'coder' }),
    );
    assert.deepEqual(await runIds(store, { jobId: 'j2' }), ['r2']);
    assert.deepEqual(await runIds(store, { runId: 'r3' }), ['r3']);
    assert.deepEqual(await runIds(store, { userId: 'v' }), ['r2']);
    assert.deepEqual(await runIds(store, { agentId: 'coder' }), ['r4']);
    assert.deepEqual(await runIds(store, { statuses: ['error', 'skipped'] }), ['r4', 'r3']);
    assert.deepEqual(await runIds(store, { deliveries: ['not-requested'] }), ['r3']);
    assert.deepEqual(await runIds(store, { text: '0%' }), ['r2']);
    assert.deepEqual(await runIds(store, { text: 'No model' }), ['r3']);
    assert.deepEqual(await runIds(store, { text: '早', statuses: ['ok'] }), ['r1']);
  },
  async 'the log is trimmed by number and by age'(store) {
    await log(
      store,
      sampleRun('r1', { endedAt: 10 }),
      sampleRun('r2', { endedAt: 20 }),
      sampleRun('r3', { endedAt: 30 }),
      sampleRun('r4', { endedAt: 12, jobId: 'j2' }),
      sampleRun('r5', { endedAt: 40, jobId: 'j2' }),
    );
    await store.trimRuns(accountId, { jobId: 'j1', keep: 2, endedBefore: 15 });
    assert.deepEqual(await runIds(store), ['r5', 'r3', 'r2']);
  },
  async 'another account has nothing of it'(store) {
    await put(store, planned('j1', 100));
    await log(store, sampleRun('r1'));
    assert.equal(await store.getJob('other', 'j1'), undefined);
    assert.deepEqual(await store.listJobs('other'), []);
    assert.deepEqual(await store.listDue('other', 1000, 9), []);
    assert.equal(await store.nextWakeAt('other'), undefined);
    assert.deepEqual(await store.listRuns('other', { limit: 9 }), { runs: [], total: 0 });
    await store.trimRuns('other', { jobId: 'j1', keep: 0, endedBefore: 1000 });
    assert.deepEqual(await runIds(store), ['r1']);
  },
};

/** What every {@link CronStore} has to do. Each case expects an empty store. */
export const cronStoreConformance: readonly ConformanceCase<CronStore>[] = Object.entries(
  cases,
).map(([name, run]) => ({ group: 'cron', name, run }));
