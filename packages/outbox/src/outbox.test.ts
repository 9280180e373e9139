import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';

import { AppError, hasCode } from '@homarus/base';
import { manualClock } from '@homarus/base/testing';

import { openOutbox } from './outbox.ts';
import type { Deliver, OutboxOptions } from './outbox.ts';

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'homarus-outbox-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A receiver that can be away, and counts what it takes once and what comes again. */
function startReceiver() {
  const taken: string[] = [];
  const attempts: number[] = [];
  const receiver = {
    isAway: false,
    losesAnswers: false,
    taken,
    attempts,
    again: 0,
    deliver: (async ({ key, body }, attempt) => {
      attempts.push(attempt);
      if (receiver.isAway) throw new AppError('unavailable', 'Away.');
      if (body === 'poison') return 'refused';
      if (taken.includes(key)) receiver.again += 1;
      else taken.push(key);
      if (receiver.losesAnswers) throw new AppError('timeout', 'No answer.');
      return 'delivered';
    }) satisfies Deliver,
  };
  return receiver;
}

async function start(folder: string, options: Partial<OutboxOptions> = {}) {
  const receiver = startReceiver();
  const clock = manualClock();
  const open = () =>
    openOutbox({ deliver: receiver.deliver, clock, random: () => 1 }, { folder, ...options });
  return { receiver, clock, open };
}

const entry = (key: string, body: unknown = { text: key }, lane = 'lane') => ({ key, lane, body });
const filesIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.json'));

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTick();
}

test('what is put is delivered in order, and leaves nothing behind', async (t) => {
  const folder = newFolder(t);
  const { receiver, open } = await start(folder);
  await using outbox = await open();
  await Promise.all(['a', 'b', 'c', 'd'].map((key) => outbox.put(entry(key))));
  await outbox.whenEmpty();
  assert.deepEqual(receiver.taken, ['a', 'b', 'c', 'd']);
  assert.deepEqual(filesIn(folder), []);
  assert.deepEqual(outbox.status(), { waiting: 0, bytes: 0, refused: 0, problem: undefined });
});

test('while the receiver is away everything waits, and a waiting key is kept once', async (t) => {
  const { receiver, clock, open } = await start(newFolder(t));
  receiver.isAway = true;
  await using outbox = await open();
  assert.equal(await outbox.put(entry('a')), true);
  assert.equal(await outbox.put(entry('a')), false);
  assert.equal(await outbox.put(entry('b')), true);
  await until(() => outbox.status().problem !== undefined);
  assert.equal(outbox.status().waiting, 2);
  assert.equal(outbox.holds('lane'), true);
  assert.equal(outbox.holds('other'), false);
  await nextTick();
  receiver.isAway = false;
  clock.advance(1000);
  await outbox.whenEmpty();
  assert.deepEqual(receiver.taken, ['a', 'b']);
  assert.deepEqual(receiver.attempts, [1, 2, 1]);
  assert.equal(outbox.holds('lane'), false);
});

test('waiting grows from attempt to attempt, and is over when the receiver is heard of', async (t) => {
  const { receiver, clock, open } = await start(newFolder(t), {
    backoff: { baseMs: 100, maxMs: 400 },
  });
  receiver.isAway = true;
  await using outbox = await open();
  await outbox.put(entry('a'));
  for (const [count, waitMs] of [100, 200, 400, 400].entries()) {
    await until(() => receiver.attempts.length === count + 1);
    await nextTick();
    clock.advance(waitMs - 1);
    await nextTick();
    assert.equal(receiver.attempts.length, count + 1);
    clock.advance(1);
  }
  await until(() => receiver.attempts.length === 5);
  await nextTick();
  receiver.isAway = false;
  outbox.wake();
  await outbox.whenEmpty();
  assert.deepEqual(receiver.taken, ['a']);
});

test('another process goes on with what was left, torn drafts aside', async (t) => {
  const folder = newFolder(t);
  const { receiver, open } = await start(folder);
  receiver.isAway = true;
  {
    await using outbox = await open();
    for (const key of ['a', 'b', 'c']) await outbox.put(entry(key));
  }
  writeFileSync(path.join(folder, '000000000009-x.json.tmp'), '{"key":');
  receiver.isAway = false;
  await using outbox = await open();
  assert.equal(await outbox.put(entry('d')), true);
  await outbox.whenEmpty();
  assert.deepEqual(receiver.taken, ['a', 'b', 'c', 'd']);
  assert.deepEqual(readdirSync(folder), ['refused']);
});

test('a lost answer is asked for again under the same key', async (t) => {
  const { receiver, open } = await start(newFolder(t));
  receiver.losesAnswers = true;
  await using outbox = await open();
  await outbox.put(entry('a'));
  await until(() => outbox.status().problem !== undefined);
  await nextTick();
  receiver.losesAnswers = false;
  outbox.wake();
  await outbox.whenEmpty();
  assert.deepEqual([receiver.taken, receiver.again], [['a'], 1]);
});

test('what is refused, or is no entry any more, is put aside and holds nothing up', async (t) => {
  const folder = newFolder(t);
  const { receiver, open } = await start(folder);
  receiver.isAway = true;
  {
    await using outbox = await open();
    for (const key of ['a', 'b']) await outbox.put(entry(key));
    await outbox.put(entry('bad', 'poison'));
    await outbox.put(entry('c'));
  }
  const [first = ''] = filesIn(folder).toSorted();
  writeFileSync(path.join(folder, first), '\0\0\0');
  receiver.isAway = false;
  await using outbox = await open();
  await outbox.whenEmpty();
  assert.deepEqual(receiver.taken, ['b', 'c']);
  assert.equal(outbox.status().refused, 2);
  assert.equal(filesIn(path.join(folder, 'refused')).length, 2);
});

test('over its limits it takes nothing more, and drops nothing', async (t) => {
  const { receiver, open } = await start(newFolder(t), { maxEntries: 3, maxBytes: 1000 });
  receiver.isAway = true;
  await using outbox = await open();
  const isFull = (error: unknown) => hasCode(error, 'unavailable');
  await assert.rejects(outbox.put(entry('large', 'x'.repeat(1000))), isFull);
  for (const key of ['a', 'b', 'c']) await outbox.put(entry(key));
  await assert.rejects(outbox.put(entry('d')), isFull);
  assert.equal(outbox.status().waiting, 3);
});

test('draining tries at once, and resolves when that failed or nothing is left', async (t) => {
  const { receiver, open } = await start(newFolder(t));
  receiver.isAway = true;
  await using outbox = await open();
  await outbox.drain();
  await outbox.put(entry('a'));
  await outbox.drain();
  assert.equal(outbox.status().problem, 'Away.');
  await outbox.drain();
  receiver.isAway = false;
  await outbox.put(entry('b'));
  await outbox.drain();
  assert.deepEqual([receiver.taken, outbox.status().waiting], [['a', 'b'], 0]);
});

test('processes share a folder: each finds what others left, and misses nothing they delivered', async (t) => {
  const { receiver, open } = await start(newFolder(t));
  receiver.isAway = true;
  await using first = await open();
  await using second = await open();
  await first.put(entry('a'));
  await second.put(entry('b'));
  await Promise.all([first.drain(), second.drain()]);
  assert.deepEqual([first.status().waiting, second.status().waiting], [2, 2]);
  await second.put(entry('c'));
  assert.deepEqual([first.status().waiting, (await first.look()).waiting], [2, 3]);
  receiver.isAway = false;
  await second.drain();
  assert.deepEqual(receiver.taken, ['a', 'b', 'c']);
  await first.drain();
  assert.deepEqual(receiver.taken, ['a', 'b', 'c']);
  assert.deepEqual(first.status(), { waiting: 0, bytes: 0, refused: 0, problem: undefined });
});
