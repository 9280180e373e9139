import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';

import { en } from '../../texts/en.ts';
import { readSchedule } from './cron-schedule.ts';
import type { ScheduleFlags } from './cron-schedule.ts';

const place = { now: Date.UTC(2026, 10, 21, 1), texts: en.remote };
const read = (flags: ScheduleFlags) => readSchedule(flags, place);

test('a time is a span from now, an instant, or a local time of a zone', () => {
  const shanghai = 'Asia/Shanghai';
  for (const [flags, at] of [
    [{ at: '20m' }, '2026-11-21T01:20:00.000Z'],
    [{ at: '2026-11-22T09:00:00+08:00' }, '2026-11-22T01:00:00.000Z'],
    [{ at: '2026-11-22T09:00:00Z', tz: shanghai }, '2026-11-22T09:00:00.000Z'],
    [{ at: '2026-11-22T09:00', tz: shanghai }, '2026-11-22T01:00:00.000Z'],
    [{ at: '2026-11-22 09:00', tz: 'America/New_York' }, '2026-11-22T14:00:00.000Z'],
  ] as const) {
    assert.deepEqual(read(flags), { kind: 'at', at });
  }
});

test('spans and cron expressions', () => {
  assert.deepEqual(read({ every: '90m' }), { kind: 'every', everyMs: 5_400_000 });
  assert.deepEqual(read({ cron: '0 9 * * *' }), { kind: 'cron', expr: '0 9 * * *' });
  assert.deepEqual(read({ cron: '0 9 * * *', tz: 'UTC' }), {
    kind: 'cron',
    expr: '0 9 * * *',
    tz: 'UTC',
  });
});

test('what is no time is refused', () => {
  for (const flags of [
    {},
    { at: 'tomorrow' },
    { at: '2026-11-22T09:00', tz: 'Mars/Base' },
    { every: '0m' },
    { every: 'often' },
    { at: '1m', cron: '0 9 * * *' },
  ]) {
    assert.throws(
      () => read(flags),
      (error) => hasCode(error, 'invalid_request'),
    );
  }
});
