import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { createLanes } from './lanes.ts';

/** A task that says when it runs, and ends when it is told to. */
function gated(name: string, log: string[]) {
  const gate = Promise.withResolvers<void>();
  return {
    open: gate.resolve,
    fail: gate.reject,
    task: async () => {
      log.push(`${name} starts`);
      await gate.promise;
      log.push(`${name} ends`);
      return name;
    },
  };
}

test('one lane runs its tasks one after the other, in order of arrival', async () => {
  const lanes = createLanes();
  const log: string[] = [];
  const [a, b, c] = [gated('a', log), gated('b', log), gated('c', log)];
  c.open();
  b.open();
  const results = Promise.all([a, b, c].map(({ task }) => lanes.run('key', task)));
  assert.deepEqual(log, ['a starts']);
  a.open();
  assert.deepEqual(await results, ['a', 'b', 'c']);
  assert.deepEqual(log, ['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
});

test('lanes run beside each other', async () => {
  const lanes = createLanes();
  const log: string[] = [];
  const [a, b] = [gated('a', log), gated('b', log)];
  const first = lanes.run('one', a.task);
  const second = lanes.run('two', b.task);
  assert.deepEqual(log, ['a starts', 'b starts']);
  b.open();
  assert.equal(await second, 'b');
  assert.equal(lanes.isBusy('one'), true);
  assert.equal(lanes.isBusy('two'), false);
  a.open();
  await first;
});

test('a task that fails, at once or later, does not stop the next', async () => {
  const lanes = createLanes();
  const bad = gated('bad', []);
  const outcomes = Promise.allSettled([
    lanes.run('key', bad.task),
    lanes.run('key', () => {
      throw new Error('at once');
    }),
    lanes.run('key', () => Promise.resolve('good')),
  ]);
  bad.fail(new Error('later'));
  assert.deepEqual(
    (await outcomes).map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason),
    ),
    ['Error: later', 'Error: at once', 'good'],
  );
  assert.equal(lanes.isBusy('key'), false);
});

test('a waiting task whose signal aborts leaves the queue at once and never runs', async () => {
  const lanes = createLanes();
  const log: string[] = [];
  const [a, b, c] = [gated('a', log), gated('b', log), gated('c', log)];
  const controller = new AbortController();
  const first = lanes.run('key', a.task);
  const second = lanes.run('key', b.task, { signal: controller.signal });
  const third = lanes.run('key', c.task);
  controller.abort();
  await assert.rejects(second, (error) => hasCode(error, 'aborted'));
  a.open();
  c.open();
  await Promise.all([first, third]);
  assert.deepEqual(log, ['a starts', 'a ends', 'c starts', 'c ends']);
});

test('the signal of a task that runs, or has run, does nothing to its lane', async () => {
  const lanes = createLanes();
  const log: string[] = [];
  const [a, b] = [gated('a', log), gated('b', log)];
  const controller = new AbortController();
  const first = lanes.run('key', a.task);
  const second = lanes.run('key', b.task, { signal: controller.signal });
  a.open();
  await first;
  controller.abort();
  b.open();
  assert.equal(await second, 'b');
  assert.equal(await lanes.run('key', () => Promise.resolve('free')), 'free');
});

test('a task whose signal has aborted is not taken', async () => {
  const lanes = createLanes();
  const run = lanes.run('key', () => Promise.resolve(1), { signal: AbortSignal.abort() });
  await assert.rejects(run, (error) => hasCode(error, 'aborted'));
  assert.equal(lanes.isBusy('key'), false);
});

test('idle waits for all lanes, and for what waits in them', async () => {
  const lanes = createLanes();
  await lanes.idle();
  const log: string[] = [];
  const [a, b] = [gated('a', log), gated('b', log)];
  const runs = [lanes.run('key', a.task), lanes.run('key', b.task)];
  const idle = lanes.idle().then(() => log.push('idle'));
  a.open();
  await runs[0];
  assert.equal(lanes.isBusy('key'), true);
  b.open();
  await Promise.all([...runs, idle]);
  assert.deepEqual(log.slice(-2), ['b ends', 'idle']);
});
