import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError, hasCode } from '@homarus/base';

import type { CronJob, CronOutcome } from './cron-job.ts';
import type { RunCron } from './cron-runs.ts';
import { accountId, cronWorld, done, draft, settled } from './testing/start-cron.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (iso: string): number => Date.parse(iso);

/** Runs nothing, and notes the time of each run. */
function noting(outcome: CronOutcome = done) {
  const runs: string[] = [];
  const run: RunCron = async ({ running }) => {
    runs.push(new Date(running.runAt).toISOString().slice(11, 19));
    return outcome;
  };
  return { runs, run };
}

async function stateOf(world: ReturnType<typeof cronWorld>, job: CronJob) {
  return (await world.store.getJob(accountId, job.id))?.state;
}

test('a job runs at its times, and the log says how', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { runs, run } = noting();
  const cron = world.open(run);
  cron.start();
  const job = await cron.desk.add(draft());
  assert.equal(job.state.nextRunAt, at('2026-01-01T08:01Z'));
  await world.pass(3 * minute, minute / 2);
  assert.deepEqual(runs, ['08:01:00', '08:02:00', '08:03:00']);
  const page = await cron.desk.listRuns({ jobId: job.id, limit: 2 });
  assert.equal(page.total, 3);
  assert.partialDeepStrictEqual(page.runs[0], { status: 'ok', summary: 'Done.', jobId: job.id });
  assert.partialDeepStrictEqual(await stateOf(world, job), { lastStatus: 'ok' });
  assert.deepEqual(
    world.events.slice(0, 3).map(({ action }) => action),
    ['added', 'started', 'finished'],
  );
  await cron.stop();
  await world.pass(hour);
  assert.equal(runs.length, 3);
});

test('an hour that the clock leaves out does not take a run away', async () => {
  const world = cronWorld(at('2026-03-08T00:00Z'));
  const { runs, run } = noting();
  const cron = world.open(run);
  cron.start();
  const schedule = {
    kind: 'cron',
    expression: '30 2 * * *',
    timeZone: 'America/New_York',
  } as const;
  await cron.desk.add(draft({ schedule }));
  await world.pass(36 * hour, 30 * minute);
  assert.deepEqual(runs, ['07:00:00', '06:30:00']);
  await cron.stop();
});

for (const [missed, expected] of [
  ['skip', []],
  ['once', ['08:03:00']],
  ['all', ['08:01:00', '08:02:00', '08:03:00']],
] as const) {
  test(`after an absence, with ${missed}`, async () => {
    const world = cronWorld(at('2026-01-01T08:00Z'));
    const schedule = { kind: 'cron', expression: '1-3 8 * * *', timeZone: 'UTC' } as const;
    const job = await world.open(noting().run).desk.add(draft({ schedule, missed }));
    world.clock.advance(2 * hour);
    const { runs, run } = noting();
    const cron = world.open(run);
    cron.start();
    await settled();
    assert.deepEqual(runs, expected);
    const { nextRunAt, consecutiveSkipped } = (await stateOf(world, job)) ?? {};
    assert.equal(nextRunAt, at('2026-01-02T08:01Z'));
    assert.equal(consecutiveSkipped, missed === 'skip' ? 1 : 0);
    await cron.stop();
  });
}

test('a clock that is set back runs nothing again', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { runs, run } = noting();
  const cron = world.open(run);
  cron.start();
  await cron.desk.add(draft());
  await world.pass(2 * minute, minute);
  world.clock.set(at('2026-01-01T08:00Z'));
  await world.pass(2 * minute, minute);
  assert.deepEqual(runs, ['08:01:00', '08:02:00']);
  await world.pass(minute);
  assert.deepEqual(runs, ['08:01:00', '08:02:00', '08:03:00']);
  await cron.stop();
});

test('of two services on one store, one runs what is due', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { runs, run } = noting();
  const services = [world.open(run), world.open(run)];
  for (const cron of services) cron.start();
  for (const name of ['a', 'b', 'c']) await services[0]?.desk.add(draft({ name }));
  await world.pass(2 * minute, minute / 2);
  assert.deepEqual(runs.toSorted(), [
    ...Array<string>(3).fill('08:01:00'),
    ...Array<string>(3).fill('08:02:00'),
  ]);
  await Promise.all(services.map((cron) => cron.stop()));
});

test('a run whose process died is gone on with by another one, once its lease is over', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const dying = world.open(() => new Promise(() => undefined), { stopMs: 1 });
  dying.start();
  const job = await dying.desk.add(draft());
  await world.pass(minute);
  const stopped = dying.stop();
  await settled();
  await world.pass(1);
  await stopped;
  const attempts: number[] = [];
  const cron = world.open(async ({ attempt }) => {
    attempts.push(attempt);
    return done;
  });
  cron.start();
  await world.pass(5000, 1000);
  assert.deepEqual(attempts, []);
  await world.pass(15_000, 1000);
  assert.deepEqual(attempts, [2]);
  assert.equal((await cron.desk.listRuns({ jobId: job.id, limit: 9 })).total, 1);
  await cron.stop();
});

test('a run that was started and not queued, because its process died in between, is found', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { runs, run } = noting();
  const cron = world.open(run);
  const job = await cron.desk.add(draft());
  world.clock.advance(minute);
  const running = { runId: 'lost', runAt: 1, startedAt: 1, isForced: false, checkAt: 1 };
  await world.store.updateJob(accountId, job.id, () => ({
    job: { ...job, state: { ...job.state, nextRunAt: at('2026-01-01T09:00Z'), running } },
  }));
  cron.start();
  await settled();
  assert.equal(runs.length, 1);
  assert.equal((await stateOf(world, job))?.running, undefined);
  await cron.stop();
});

test('a failure that may pass is tried again, one that may not is not', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const attempts: number[] = [];
  let error = new AppError('unavailable', 'The model is away.');
  const cron = world.open(
    async ({ attempt }) => {
      attempts.push(attempt);
      throw error;
    },
    { maxAttempts: 3 },
  );
  cron.start();
  const job = await cron.desk.add(draft());
  await world.pass(minute);
  await world.pass(5000, 500);
  assert.deepEqual(attempts, [1, 2, 3]);
  const failed = await stateOf(world, job);
  assert.partialDeepStrictEqual(failed, { lastStatus: 'error', consecutiveErrors: 1 });
  assert.equal(failed?.lastError, 'The model is away.');
  assert.deepEqual(
    await world.jobs.getStats().then(({ pending, dead }) => [pending, dead]),
    [0, 0],
  );
  error = new AppError('not_found', 'There is no such agent.');
  await world.pass(2 * minute, minute / 2);
  assert.deepEqual(attempts.slice(3), [1]);
  await cron.stop();
});

test('a job that fails again and again is tried less often, and health says so', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { runs, run } = noting({ status: 'error', error: 'No.', delivery: 'not-requested' });
  const cron = world.open(run);
  cron.start();
  await cron.desk.add(draft());
  await world.pass(15 * minute, minute / 2);
  assert.deepEqual(runs, ['08:01:00', '08:02:00', '08:03:00', '08:08:00']);
  const health = await cron.health();
  assert.equal(health.nextWakeAt, at('2026-01-01T08:23Z'));
  assert.deepEqual(health.issues, [
    { code: 'task_failed', message: 'cron: Report failed 4 times: No.' },
  ]);
  await cron.stop();
});

test('a run that takes too long is ended', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const cron = world.open(
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({ status: 'error', error: 'aborted', delivery: 'not-requested' }),
        );
      }),
  );
  cron.start();
  const payload = { kind: 'agentTurn', message: 'Think.', timeoutSeconds: 20 } as const;
  const job = await cron.desk.add(draft({ payload }));
  await world.pass(minute);
  await world.pass(19_000, 1000);
  assert.ok((await stateOf(world, job))?.running);
  await world.pass(1000);
  assert.match((await stateOf(world, job))?.lastError ?? '', /longer than 20 seconds/u);
  await cron.stop();
});

test('runs of a job never overlap; what comes due meanwhile is made up for', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const gate = Promise.withResolvers<undefined>();
  const started: number[] = [];
  const cron = world.open(async ({ running }) => {
    started.push(running.runAt - at('2026-01-01T08:00Z'));
    await gate.promise;
    return done;
  });
  cron.start();
  await cron.desk.add(draft());
  await world.pass(3.5 * minute, minute / 2);
  assert.deepEqual(started, [minute]);
  gate.resolve(undefined);
  await settled();
  assert.deepEqual(started, [minute, 3 * minute]);
  await cron.stop();
});

test('a job that runs once goes when it ran well, and stays, disabled, when not', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const schedule = { kind: 'at', at: at('2026-01-01T08:05Z') } as const;
  let outcome = done;
  const cron = world.open(async () => outcome);
  cron.start();
  const first = await cron.desk.add(draft({ schedule, deleteAfterRun: true }));
  await world.pass(5 * minute);
  assert.equal(await world.store.getJob(accountId, first.id), undefined);
  assert.equal(world.events.at(-1)?.action, 'removed');
  assert.equal((await cron.desk.listRuns({ jobId: first.id, limit: 9 })).total, 1);
  outcome = { status: 'error', error: 'No.', delivery: 'not-requested' };
  const later = { kind: 'at', at: at('2026-01-01T08:10Z') } as const;
  const second = await cron.desk.add(draft({ schedule: later, deleteAfterRun: true }));
  await world.pass(5 * minute);
  const left = await world.store.getJob(accountId, second.id);
  assert.equal(left?.enabled, false);
  assert.equal(left?.state.nextRunAt, undefined);
  await cron.stop();
});

test('a job is run by hand, when it does not run and as the mode says', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const gate = Promise.withResolvers<undefined>();
  const cron = world.open(async () => {
    await gate.promise;
    return done;
  });
  cron.start();
  const job = await cron.desk.add(draft({ enabled: false }));
  const refused = (reason: string) => ({ isQueued: false, reason });
  assert.deepEqual(await cron.desk.run(job.id, 'due'), refused('not-due'));
  assert.deepEqual(await cron.desk.run(job.id, 'if-enabled'), refused('disabled'));
  assert.equal((await cron.desk.run(job.id, 'force')).isQueued, true);
  await settled();
  assert.deepEqual(await cron.desk.run(job.id, 'force'), refused('already-running'));
  gate.resolve(undefined);
  await settled();
  assert.equal((await cron.desk.listRuns({ limit: 9 })).total, 1);
  assert.equal((await stateOf(world, job))?.nextRunAt, undefined);
  await assert.rejects(cron.desk.run('nobody', 'force'), (error) => hasCode(error, 'not_found'));
  await cron.stop();
});

test('stopping leaves what it cuts off to the next start', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const gate = Promise.withResolvers<undefined>();
  const cron = world.open(async () => {
    await gate.promise;
    return { status: 'error', error: 'aborted', delivery: 'not-requested' };
  });
  cron.start();
  const job = await cron.desk.add(draft());
  await world.pass(minute);
  const stopped = cron.stop();
  gate.resolve(undefined);
  await stopped;
  assert.ok((await stateOf(world, job))?.running);
  const next = world.open(async () => done);
  next.start();
  await world.pass(2000, 500);
  assert.partialDeepStrictEqual(await stateOf(world, job), { lastStatus: 'ok' });
  await next.stop();
});

test('a job is edited, and what cannot be is refused with the field', async () => {
  const world = cronWorld(at('2026-01-01T08:00Z'));
  const { desk } = world.open(noting().run);
  const job = await desk.add(draft());
  const daily = { kind: 'cron', expression: '0 9 * * *', timeZone: 'UTC' } as const;
  const edited = await desk.update(job.id, (old) => ({ ...old, schedule: daily }), {
    expectedRevision: 1,
  });
  assert.equal(edited.state.nextRunAt, at('2026-01-01T09:00Z'));
  assert.equal(edited.configRevision, 2);
  const off = await desk.update(job.id, (old) => ({ ...old, enabled: false }));
  assert.equal(off.state.nextRunAt, undefined);
  const stale = desk.update(job.id, (old) => old, { expectedRevision: 1 });
  await assert.rejects(stale, (error) => hasCode(error, 'conflict'));
  for (const [more, path] of [
    [{ schedule: { kind: 'at', at: at('2025-01-01') } }, 'schedule.at'],
    [{ schedule: { ...daily, expression: '0 0 30 2 *' } }, 'schedule.expr'],
    [{ schedule: { ...daily, timeZone: 'Mars/Base' } }, 'schedule.tz'],
    [{ schedule: { kind: 'every', everyMs: 1, anchorMs: 0 } }, 'schedule.everyMs'],
    [{ target: 'main' }, 'payload.kind'],
    [{ payload: { kind: 'agentTurn', message: 'x', timeoutSeconds: 0 } }, 'payload.timeoutSeconds'],
  ] as const) {
    await assert.rejects(
      desk.add(draft(more)),
      (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === path,
      path,
    );
  }
  assert.equal(await desk.remove(job.id), true);
  assert.equal(await desk.remove(job.id), false);
});
