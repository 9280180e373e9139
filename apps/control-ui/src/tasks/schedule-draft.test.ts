import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptySchedule, fromSchedule, parseDaily, toSchedule } from './schedule-draft.ts';
import type { ScheduleDraft } from './schedule-draft.ts';

const tz = 'Asia/Shanghai';
const draft = (change: Partial<ScheduleDraft>): ScheduleDraft => ({
  ...emptySchedule(tz),
  ...change,
});

test('what a person chooses becomes a schedule, and the other way round', () => {
  const schedules = [
    [draft({ time: '07:30' }), { kind: 'cron', expr: '30 7 * * *', tz }],
    [draft({ time: '07:05', days: [5, 1] }), { kind: 'cron', expr: '5 7 * * 1,5', tz }],
    [draft({ kind: 'every', count: 2, unit: 'hour' }), { kind: 'every', everyMs: 7_200_000 }],
    [
      draft({ kind: 'every', count: 90, unit: 'minute', anchorMs: 7 }),
      { kind: 'every', everyMs: 5_400_000, anchorMs: 7 },
    ],
    [draft({ kind: 'cron', expression: ' 0 8 1 * * ' }), { kind: 'cron', expr: '0 8 1 * *', tz }],
  ] as const;
  for (const [given, schedule] of schedules) {
    assert.deepEqual(toSchedule(given), schedule);
    assert.deepEqual(toSchedule(fromSchedule(schedule, 'UTC')), schedule);
  }
  const once = { kind: 'at', at: '2026-11-21T07:30:00.000Z' } as const;
  assert.deepEqual(toSchedule(fromSchedule(once, tz)), once);
});

test('an unfinished choice is no schedule', () => {
  for (const change of [
    { days: [] },
    { time: '' },
    { kind: 'once' },
    { kind: 'every', count: 0 },
    { kind: 'cron', expression: ' ' },
  ] as const)
    assert.equal(toSchedule(draft(change)), undefined, JSON.stringify(change));
});

test('an expression of one time a day is shown as such', () => {
  assert.deepEqual(parseDaily('30 7 * * 1-5'), { time: '07:30', days: [1, 2, 3, 4, 5] });
  assert.deepEqual(parseDaily('0 22 * * 6,7'), { time: '22:00', days: [0, 6] });
  for (const other of ['*/5 * * * *', '0 7 1 * *', '0 25 * * *', '0 7 * * 5-1', '0 7 * * MON'])
    assert.equal(parseDaily(other), undefined, other);
});
