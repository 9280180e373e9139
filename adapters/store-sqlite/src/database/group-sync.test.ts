import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { createGroupSync } from './group-sync.ts';

/** A sync that ends when it is told to, in the order in which they began. */
function heldSync() {
  const held: PromiseWithResolvers<void>[] = [];
  return {
    held,
    sync: (): Promise<void> => {
      const next = Promise.withResolvers<void>();
      held.push(next);
      return next.promise;
    },
  };
}

test('all who ask while a sync runs share the next one', async () => {
  const { held, sync } = heldSync();
  const disk = createGroupSync(sync);
  const ended: string[] = [];
  const ask = (name: string): Promise<unknown> => disk.flush().then(() => ended.push(name));
  const first = [ask('a'), ask('b')];
  await setImmediate();
  const later = [ask('c'), ask('d')];
  await setImmediate();
  assert.equal(held.length, 1);
  held[0]?.resolve();
  await Promise.all(first);
  assert.deepEqual(ended, ['a', 'b']);
  await setImmediate();
  assert.equal(held.length, 2);
  held[1]?.resolve();
  await Promise.all(later);
  assert.deepEqual(ended, ['a', 'b', 'c', 'd']);
  await disk.idle();
});

test('after a sync that failed none is tried, for those who wait too, until it was mended', async () => {
  const { held, sync } = heldSync();
  const disk = createGroupSync(sync);
  const first = disk.flush();
  await setImmediate();
  const waiting = disk.flush();
  held[0]?.reject(new Error('EIO'));
  await assert.rejects(first, /EIO/u);
  await assert.rejects(waiting, /EIO/u);
  await assert.rejects(disk.flush(), /EIO/u);
  await disk.idle();
  assert.equal(held.length, 1);
  disk.mended();
  const mended = disk.flush();
  await setImmediate();
  held[1]?.resolve();
  await mended;
});
