import assert from 'node:assert/strict';
import { test } from 'node:test';

import { manualClock } from '@homarus/base/testing';

import { whenFree } from './when-free.ts';

/** What `node:sqlite` throws when another connection holds the lock. */
function busy(): Error {
  return Object.assign(new Error('database is locked'), { errcode: 5 });
}

test('waiting for a lock ends after its time, even when the clock is set back meanwhile', async () => {
  const clock = manualClock();
  let asleepMs = 0;
  const jumping = {
    now: () => clock.now(),
    sleep: async (ms: number) => {
      asleepMs += ms;
      clock.set(clock.now() - 3_600_000);
    },
  };
  const waiting = whenFree({ clock: jumping, busyTimeoutMs: 200 }, () => {
    if (asleepMs > 2_000) throw new Error('It waits for ever.');
    throw busy();
  });
  await assert.rejects(waiting, /database is locked/u);
  assert.ok(asleepMs >= 200);
});
