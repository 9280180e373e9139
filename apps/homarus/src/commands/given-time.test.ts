import assert from 'node:assert/strict';
import { test } from 'node:test';

import { givenTime } from './given-time.ts';

test('a time without an offset is of the time zone; what has one, and what is none, stays', () => {
  const read = (text: string) => givenTime(text, 'Asia/Shanghai');
  assert.equal(read('2026-11-21'), '2026-11-20T16:00:00Z');
  assert.equal(read('2026-11-21T08:30'), '2026-11-21T00:30:00Z');
  for (const text of ['2026-11-21T08:30:00Z', '2026-11-21T08:30+01:00', '2026-13-40', 'tomorrow']) {
    assert.equal(read(text), text);
  }
  assert.equal(givenTime(undefined, 'UTC'), undefined);
});
