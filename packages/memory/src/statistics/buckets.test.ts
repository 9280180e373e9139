import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bucketsOf } from './buckets.ts';

const at = (text: string): number => Date.parse(text);

function keys(from: string, to: string, timeZone = 'UTC'): readonly string[] {
  return bucketsOf(at(from), at(to), timeZone).map(({ key }) => key);
}

test('a span up to 48 hours has hours, one up to 60 days has days, a longer one months', () => {
  assert.equal(keys('2026-01-01T00:00Z', '2026-01-03T00:00Z').length, 48);
  assert.deepEqual(keys('2026-01-01T00:00Z', '2026-01-03T00:01Z'), [
    '2026-01-01',
    '2026-01-02',
    '2026-01-03',
  ]);
  assert.equal(keys('2026-01-01T00:00Z', '2026-03-02T00:00Z').length, 60);
  assert.deepEqual(keys('2026-01-15T00:00Z', '2026-03-20T00:00Z'), [
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
});

test('stretches begin in local time, before the span where it begins inside of one', () => {
  const [first] = bucketsOf(at('2026-11-21T02:45Z'), at('2026-11-21T03:00Z'), 'Asia/Kolkata');
  assert.deepEqual(first, {
    key: '2026-11-21T08:00+05:30',
    label: '11-21 08:00',
    startsAt: at('2026-11-21T02:30Z'),
  });
  assert.deepEqual(keys('2026-12-31T17:00Z', '2027-03-31T00:00Z', 'Asia/Shanghai'), [
    '2027-01',
    '2027-02',
    '2027-03',
  ]);
});

test('a day of a change of the clock has all its hours once, by different keys', () => {
  const hours = keys('2026-10-24T22:00Z', '2026-10-25T23:00Z', 'Europe/Berlin');
  assert.equal(hours.length, 25);
  assert.equal(new Set(hours).size, 25);
});
