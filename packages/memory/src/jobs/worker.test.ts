import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { AppError } from '@homarus/base';
import { manualClock, recordingLogger, sequentialIds } from '@homarus/base/testing';

import type { JobStore } from '../ports/job-store.ts';
import { memoryMemoryStore } from '../testing/index.ts';
import { createWorker } from './worker.ts';
import type { JobHandler, WorkerOptions } from './worker.ts';

const scope = { accountId: 'a', userId: 'u', agentId: 'main' };
const backoff = { baseMs: 1_000, maxMs: 60_000, random: () => 1 };

function setup(handlers: Readonly<Record<string, JobHandler>>, options: WorkerOptions = {}) {
  const clock = manualClock(0);
  const log = recordingLogger();
  const store = memoryMemoryStore({ clock });
  const jobs: JobStore = store;
  const ids = sequentialIds();
  const create = (queue: JobStore = jobs) =>
    createWorker({ jobs: queue, handlers, clock, log, ids }, { backoff, quietMs: 0, ...options });
  const enqueue = async (kind: string, runAt = 0): Promise<string> => {
    const id = ids.next('job');
    await store.commit(scope, { jobs: [{ id, kind, scope, payload: {}, runAt }] });
    return id;
  };
  return { clock, log, jobs, create, enqueue };
}

/** Lets everything that is ready run. */
async function settled(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await nextTick();
}

test('a job is taken as soon as the worker is notified', async () => {
  const done: string[] = [];
  const { create, enqueue } = setup({ greet: async ({ id }) => done.push(id) });
  await using worker = create();
  worker.start();
  await settled();
  const id = await enqueue('greet');
  worker.notify();
  await settled();
  assert.deepEqual(done, [id]);
});

test('jobs that come one after the other wait until it is quiet, and then none waits again', async () => {
  const done: string[] = [];
  const { create, enqueue, clock } = setup(
    { greet: async ({ id }) => done.push(id) },
    { quietMs: 50, concurrency: 1 },
  );
  await using worker = create();
  worker.start();
  await settled();
  const ids: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    ids.push(await enqueue('greet'));
    worker.notify();
    clock.advance(50);
    await settled();
    assert.deepEqual(done, []);
  }
  clock.advance(50);
  for (const _job of ids) await settled();
  assert.deepEqual(done, ids);
});

test('jobs wait for their longest delay at most, however many come', async () => {
  const done: string[] = [];
  const { create, enqueue, clock } = setup(
    { greet: async ({ id }) => done.push(id) },
    { quietMs: 50, maxDelayMs: 200 },
  );
  await using worker = create();
  worker.start();
  await settled();
  const id = await enqueue('greet');
  for (let sleep = 0; sleep <= 4; sleep += 1) {
    assert.deepEqual(done, []);
    worker.notify();
    clock.advance(50);
    await settled();
  }
  assert.deepEqual(done, [id]);
});

test('a job that another process wrote is found by the poll, a later one when it is due', async () => {
  const done: string[] = [];
  const { create, enqueue, clock } = setup(
    { greet: async ({ id }) => done.push(id) },
    { pollMs: 15_000 },
  );
  await using worker = create();
  worker.start();
  await settled();
  const now = await enqueue('greet');
  const later = await enqueue('greet', 16_000);
  clock.advance(15_000);
  await settled();
  assert.deepEqual(done, [now]);
  clock.advance(1_000);
  await settled();
  assert.deepEqual(done, [now, later]);
});

test('a failing job is tried again after its backoff and dies after its last attempt', async () => {
  const attempts: number[] = [];
  const { create, enqueue, clock, jobs } = setup(
    {
      fail: async ({ attempts: attempt }) => {
        attempts.push(attempt);
        throw new AppError('unavailable', 'Not now.');
      },
    },
    { maxAttempts: 3 },
  );
  await using worker = create();
  await enqueue('fail');
  await worker.drain();
  assert.deepEqual(attempts, [1]);
  assert.equal(await jobs.nextRunAt(), 1_000);
  clock.advance(1_000);
  await worker.drain();
  assert.equal(await jobs.nextRunAt(), 3_000);
  clock.advance(2_000);
  await worker.drain();
  assert.deepEqual(attempts, [1, 2, 3]);
  assert.deepEqual(await jobs.getStats().then(({ dead, pending }) => ({ dead, pending })), {
    dead: 1,
    pending: 0,
  });
});

test('the last attempt is told that it is the last', async () => {
  const last: boolean[] = [];
  const { create, enqueue, clock } = setup(
    {
      fail: async (_job, { isLastAttempt }) => {
        last.push(isLastAttempt);
        throw new Error('bug');
      },
    },
    { maxAttempts: 2 },
  );
  await using worker = create();
  await enqueue('fail');
  await worker.drain();
  clock.advance(60_000);
  await worker.drain();
  assert.deepEqual(last, [false, true]);
});

test('a poisoned job does not stop the others, and jobs of other kinds are left alone', async () => {
  const done: string[] = [];
  const { create, enqueue, jobs } = setup({
    poison: () => {
      throw new Error('thrown before any promise');
    },
    greet: async ({ id }) => done.push(id),
  });
  await using worker = create();
  worker.start();
  await enqueue('poison');
  const foreign = await enqueue('of another worker');
  const ids = [await enqueue('greet'), await enqueue('greet'), await enqueue('greet')];
  worker.notify();
  await settled();
  assert.deepEqual(done, ids);
  assert.equal(await worker.runJob(foreign), undefined);
  assert.equal(await jobs.nextRunAt(['of another worker']), 0);
});

test('never more jobs at a time than allowed', async () => {
  let running = 0;
  let most = 0;
  const { create, enqueue } = setup(
    {
      slow: async () => {
        running += 1;
        most = Math.max(most, running);
        await nextTick();
        running -= 1;
      },
    },
    { concurrency: 2 },
  );
  await using worker = create();
  worker.start();
  for (let count = 0; count < 7; count += 1) {
    await enqueue('slow');
    worker.notify();
  }
  await worker.drain();
  assert.equal(most, 2);
  assert.equal(running, 0);
});

test('runJob runs one job, joins its run, and answers nothing for one that cannot be had', async () => {
  const gate = Promise.withResolvers<string>();
  const { create, enqueue } = setup({ ask: () => gate.promise });
  await using worker = create();
  const id = await enqueue('ask');
  const first = worker.runJob(id);
  await settled();
  const second = worker.runJob(id);
  gate.resolve('42');
  assert.deepEqual(await first, { type: 'done', result: '42' });
  assert.deepEqual(await second, { type: 'done', result: '42' });
  assert.equal(await worker.runJob(id), undefined);
});

test('a job whose worker died is taken by another one once its lease ran out', async () => {
  const done: string[] = [];
  let isFirst = true;
  const { create, enqueue, clock } = setup(
    {
      work: async ({ attempts }) => {
        if (isFirst) {
          isFirst = false;
          await new Promise(() => undefined);
        }
        done.push(`attempt ${attempts}`);
      },
    },
    { leaseMs: 60_000, disposeMs: 10 },
  );
  const dying = create();
  const id = await enqueue('work');
  void dying.runJob(id);
  await settled();
  const disposed = dying[Symbol.asyncDispose]();
  await settled();
  clock.advance(10);
  await disposed;
  await using other = create();
  await other.drain();
  assert.deepEqual(done, []);
  clock.advance(60_000);
  await other.drain();
  assert.deepEqual(done, ['attempt 2']);
});

test('a handler that outstays its lease is told to stop, and its job is retried', async () => {
  let isStopped = false;
  const { create, enqueue, jobs } = setup(
    {
      hang: (_job, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (isStopped = true));
        }),
    },
    { leaseMs: 20 },
  );
  await using worker = create();
  const run = await worker.runJob(await enqueue('hang'));
  assert.equal(run?.type, 'retry');
  assert.ok(isStopped);
  assert.equal(await jobs.nextRunAt(), 1_000);
});

test('the lease of a job that takes long is renewed while it works', async () => {
  const gate = Promise.withResolvers<undefined>();
  const { create, enqueue, jobs, clock } = setup(
    { long: () => gate.promise },
    { leaseMs: 3_000, timeoutMs: 60_000 },
  );
  await using worker = create();
  const run = worker.runJob(await enqueue('long'));
  const other = { workerId: 'other', leaseMs: 1, limit: 1 };
  for (let second = 0; second < 10; second += 1) {
    await settled();
    clock.advance(1_000);
  }
  await settled();
  assert.deepEqual(await jobs.claim({ ...other, now: clock.now() }), []);
  gate.resolve(undefined);
  assert.equal((await run)?.type, 'done');
});

test('disposing waits for what runs and takes nothing new', async () => {
  const gate = Promise.withResolvers<undefined>();
  const done: string[] = [];
  const { create, enqueue, jobs } = setup({
    work: async ({ id }) => {
      await gate.promise;
      done.push(id);
    },
  });
  const worker = create();
  worker.start();
  const id = await enqueue('work');
  worker.notify();
  await settled();
  const disposed = worker[Symbol.asyncDispose]();
  await enqueue('work');
  worker.notify();
  gate.resolve(undefined);
  await disposed;
  assert.deepEqual(done, [id]);
  assert.equal((await jobs.getStats()).pending, 1);
});

test('a queue that cannot be read is asked again', async () => {
  const done: string[] = [];
  const { create, enqueue, clock, jobs, log } = setup({ greet: async ({ id }) => done.push(id) });
  let isDown = true;
  const flaky: JobStore = {
    claim: async (request) => {
      if (isDown) throw new AppError('unavailable', 'The database is away.');
      return jobs.claim(request);
    },
    settle: (jobId, workerId, outcome) => jobs.settle(jobId, workerId, outcome),
    enqueue: (job) => jobs.enqueue(job),
    renew: (jobId, workerId, leaseUntil) => jobs.renew(jobId, workerId, leaseUntil),
    nextRunAt: (kinds) => jobs.nextRunAt(kinds),
    retryDead: (owner, options) => jobs.retryDead(owner, options),
    getStats: () => jobs.getStats(),
  };
  await using worker = create(flaky);
  const id = await enqueue('greet');
  worker.start();
  await settled();
  assert.equal(log.lines.at(-1)?.level, 'warn');
  isDown = false;
  clock.advance(1_000);
  await settled();
  assert.deepEqual(done, [id]);
});
