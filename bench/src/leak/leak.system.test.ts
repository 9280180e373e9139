import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runTurns } from './run.ts';

// `npm run bench -- --only leak`, short: what a turn leaves behind for good, its message in the caches
// of its session and its person, is a few kilobytes.

const maxKilobytesOfTurn = 15;

test('the heap grows with what is cached, not with the turns', async () => {
  const held = await runTurns({ turns: 300, step: 100 });
  const [, warm, , end] = held;
  assert.ok(warm !== undefined && end !== undefined);
  const kilobytes = ((end.heapMb - warm.heapMb) * 1000) / (end.turns - warm.turns);
  assert.ok(kilobytes < maxKilobytesOfTurn, `${kilobytes} kB a turn`);
});
