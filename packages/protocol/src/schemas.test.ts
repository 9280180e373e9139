import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as v from 'valibot';

import { parseInput } from './parse-input.ts';
import { firstIssueOf, IdText, Instant, listOf, parseIsoInstant } from './schemas.ts';

const instants: readonly (readonly [text: string, instant: string])[] = [
  ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T08:30', '2026-11-21T08:30:00.000Z'],
  ['2026-11-21T08:30:15', '2026-11-21T08:30:15.000Z'],
  ['2026-11-21 08:30:15.250Z', '2026-11-21T08:30:15.250Z'],
  ['2026-11-21T08:30:15.123456789Z', '2026-11-21T08:30:15.123Z'],
  ['2026-11-21t08:30:15z', '2026-11-21T08:30:15.000Z'],
  ['2026-11-21T08:30:15+08:00', '2026-11-21T00:30:15.000Z'],
  ['2026-11-21T08:30:15-0330', '2026-11-21T12:00:15.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['1969-07-20T20:17:40Z', '1969-07-20T20:17:40.000Z'],
];

for (const [text, instant] of instants) {
  test(`reads ${text}`, () => {
    assert.equal(parseIsoInstant(text), Date.parse(instant));
  });
}

const noInstants = [
  '',
  'yesterday',
  '2026',
  '2026-11',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-11-21T25:00',
  '2026-11-21T08:30+99:00',
  '21.11.2026',
  'Sat, 21 Nov 2026 08:30:00 GMT',
  '2026-11-21T08:30:15Z trailing',
];

for (const text of noInstants) {
  test(`takes ${JSON.stringify(text)} for no instant`, () => {
    assert.equal(parseIsoInstant(text), undefined);
  });
}

test('an instant is Unix milliseconds on the inside', () => {
  assert.equal(parseInput(Instant, 1_700_000_000_000.7), 1_700_000_000_000);
  assert.equal(parseInput(Instant, '2026-11-21'), Date.UTC(2026, 10, 21));
  for (const bad of [null, true, 1e300, -1e300, Number.POSITIVE_INFINITY, Number.NaN, {}, '0']) {
    assert.throws(() => parseInput(Instant, bad), { code: 'invalid_request' });
  }
});

test('ids are 1 to 256 characters without control characters, in any language', () => {
  for (const good of ['a', 'agent:main:main', '小林', 'a b', '🦞', 'x'.repeat(256)]) {
    assert.equal(parseInput(IdText, good), good);
  }
  for (const bad of ['', 'x'.repeat(257), 'a\u0000', 'a\tb', '\u0085', '\ud800', 3, null]) {
    assert.throws(() => parseInput(IdText, bad), { code: 'invalid_request' });
  }
});

test('a list that is too long is refused before its items are looked at', () => {
  let looked = 0;
  const item = v.pipe(
    v.string(),
    v.check(() => {
      looked += 1;
      return true;
    }),
  );
  const list = listOf(item, { max: 3 });
  assert.throws(
    () =>
      parseInput(
        list,
        Array.from({ length: 1000 }, () => 'x'),
      ),
    {
      message: 'the input: expected at most 3 items, received 1000 items',
    },
  );
  assert.equal(looked, 0);
  assert.deepEqual(parseInput(list, ['a', 'b']), ['a', 'b']);
  assert.equal(looked, 2);
});

test('firstIssueOf stops at the first thing that is wrong', () => {
  const schema = v.array(v.string());
  assert.equal(v.safeParse(schema, [1, 2, 3]).issues?.length, 3);
  assert.equal(v.safeParse(firstIssueOf(schema), [1, 2, 3]).issues?.length, 1);
});
