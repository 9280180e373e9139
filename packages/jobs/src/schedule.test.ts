import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { dueRuns, maxMissedRuns } from './missed-runs.ts';
import { checkSchedule, lastRunsUntil, nextRunAfter } from './schedule.ts';
import type { Schedule } from './schedule.ts';

const at = (iso: string): number => Date.parse(iso);
const cron = (expression: string, timeZone = 'UTC'): Schedule => ({
  kind: 'cron',
  expression,
  timeZone,
});

function runs(schedule: Schedule, from: number, count: number): readonly string[] {
  const found: string[] = [];
  let after = from;
  while (found.length < count) {
    const next = nextRunAfter(schedule, after);
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
  return found;
}

test('an instant comes once', () => {
  const once: Schedule = { kind: 'at', at: 500 };
  assert.equal(nextRunAfter(once, 499), 500);
  assert.equal(nextRunAfter(once, 500), undefined);
  assert.deepEqual(lastRunsUntil(once, 500, 3), [500]);
  assert.deepEqual(lastRunsUntil(once, 499, 3), []);
});

test('an interval keeps to its anchor, before it and after', () => {
  const every: Schedule = { kind: 'every', everyMs: 1000, anchorMs: 300 };
  assert.equal(nextRunAfter(every, 299), 300);
  assert.equal(nextRunAfter(every, 300), 1300);
  assert.equal(nextRunAfter(every, 5_000_000), 5_000_300);
  assert.deepEqual(lastRunsUntil(every, 2300, 3), [2300, 1300, 300]);
});

test('an hour that the clock leaves out does not take its run away', () => {
  const daily = cron('30 2 * * *', 'America/New_York');
  assert.deepEqual(runs(daily, at('2026-03-07T12:00Z'), 2), [
    '2026-03-08T07:00',
    '2026-03-09T06:30',
  ]);
});

test('an hour that comes twice runs once a day, but every hour in each', () => {
  const daily = cron('30 1 * * *', 'America/New_York');
  assert.deepEqual(runs(daily, at('2026-10-31T12:00Z'), 2), [
    '2026-11-01T05:30',
    '2026-11-02T06:30',
  ]);
  const hourly = cron('30 * * * *', 'America/New_York');
  assert.deepEqual(runs(hourly, at('2026-11-01T04:00Z'), 3), [
    '2026-11-01T04:30',
    '2026-11-01T05:30',
    '2026-11-01T06:30',
  ]);
});

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'];
const expressions = ['*/5 * * * *', '0 9 * * 1-5', '30 2 * * *', '15 1 1 * *', '0 0 29 2 *'];

test('runs are after what they follow, never the same, and found again backwards', () => {
  const random = numbers(7);
  for (let round = 0; round < 200; round += 1) {
    const pick = <T>(list: readonly T[]): T | undefined =>
      list[Math.floor(random.next().value * list.length)];
    const schedule = cron(pick(expressions) ?? '', pick(zones));
    const from = at('2026-01-01') + Math.floor(random.next().value * 2 * 365 * 86_400_000);
    const next = nextRunAfter(schedule, from);
    assert.ok(next !== undefined && next > from, JSON.stringify({ schedule, from, next }));
    assert.equal(nextRunAfter(schedule, next - 1), next);
    const later = nextRunAfter(schedule, next);
    assert.ok(later !== undefined && later > next, JSON.stringify({ schedule, next, later }));
    assert.deepEqual(lastRunsUntil(schedule, next, 1), [next], JSON.stringify({ schedule, next }));
  }
});

test('what was missed is skipped, made up for once, or each', () => {
  const schedule = cron('0 * * * *');
  const seenUntil = at('2026-05-01T00:00Z');
  const now = at('2026-05-01T03:30Z');
  const due = (more: object) => dueRuns({ schedule, seenUntil, now, ...more });
  assert.deepEqual(due({ missed: 'skip' }), []);
  assert.deepEqual(due({}), [at('2026-05-01T03:00Z')]);
  assert.equal(due({ missed: 'all' }).length, 3);
  assert.equal(due({ missed: 'all' })[0], at('2026-05-01T01:00Z'));
  assert.equal(due({ missed: 'all', now: at('2026-06-01') }).length, maxMissedRuns);
  const punctual = { missed: 'skip', now: at('2026-05-01T03:00:10Z') };
  assert.deepEqual(due(punctual), [at('2026-05-01T03:00Z')]);
});

test('a clock that is set back runs nothing again', () => {
  const every: Schedule = { kind: 'every', everyMs: 1000, anchorMs: 0 };
  assert.deepEqual(dueRuns({ schedule: every, seenUntil: 9000, now: 5000, missed: 'all' }), []);
});

test('what is no schedule is refused with the field', () => {
  const wrong: readonly (readonly [Schedule, string])[] = [
    [cron('0 9 * *'), 'schedule.expr'],
    [cron('61 9 * * *'), 'schedule.expr'],
    [cron('0 9 * * *', 'Mars/Base'), 'schedule.tz'],
    [{ kind: 'every', everyMs: 10, anchorMs: 0 }, 'schedule.everyMs'],
    [{ kind: 'at', at: Number.NaN }, 'schedule.at'],
  ];
  for (const [schedule, path] of wrong) {
    assert.throws(
      () => checkSchedule(schedule),
      (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === path,
      JSON.stringify(schedule),
    );
  }
});
