import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, day, engineScope, setupEngine, start } from '../testing/engine-fixture.ts';
import { createNextReview } from './review-times.ts';
import type { ReviewTimes } from './review-times.ts';

/** The next times of reviews, as an operator in UTC reads them. */
function nightsAfter(from: string, times: ReviewTimes, count = 4): readonly string[] {
  const next = createNextReview(times);
  let at = Date.parse(from);
  return Array.from({ length: count }, () => {
    at = next(at) ?? 0;
    return new Date(at).toISOString().slice(0, 16);
  });
}

const nights: readonly (readonly [name: string, times: ReviewTimes, nights: readonly string[]])[] =
  [
    [
      'the clocks go forward over the time: the review comes when they have',
      { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
      ['2026-03-28T01:30', '2026-03-29T01:00', '2026-03-30T00:30', '2026-03-31T00:30'],
    ],
    [
      'the clocks go back over the time: the review comes once',
      { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    ],
    [
      'a day that begins at one has its review at midnight all the same',
      { cron: '0 0 * * *', timeZone: 'America/Havana' },
      ['2026-03-07T05:00', '2026-03-08T05:00', '2026-03-09T04:00', '2026-03-10T04:00'],
    ],
  ];

for (const [name, times, expected] of nights) {
  test(`${name}, every night once`, () => {
    const dayBefore = new Date(Date.parse(`${expected[0] ?? ''}Z`) - day / 2).toISOString();
    assert.deepEqual(nightsAfter(dayBefore, times), expected);
  });
}

const tenYears = 3_652 * day;
const times = { cron: '0 3 * * *', timeZone: 'UTC' };
const table = { 'I live in Paris.': city('Paris'), 'I live in Rome.': city('Rome') };

for (const [name, jump] of [
  ['a day back', -day],
  ['ten years back', -tenYears],
  ['an hour forwards', day / 24],
  ['ten years forwards', tenYears],
] as const) {
  test(`the clock goes ${name}: what is told then is reviewed in the next night, once`, async () => {
    const { memory, clock, store } = setupEngine(table, { review: times });
    const tell = (content: string, turnId: string) =>
      memory.afterTurn(engineScope, { turnId, messages: [{ role: 'user', content }] });
    await tell('I live in Paris.', 't1');
    await memory.drain();
    assert.equal(await store.nextRunAt(), start + day / 8);
    clock.set(start + jump);
    await memory.drain();
    const early = await memory.library.lastReview(engineScope);
    assert.equal(early !== undefined, jump === tenYears, 'its time is over only then');
    await tell('I live in Rome.', 't2');
    await memory.drain();
    const night = createNextReview(times)(clock.now()) ?? 0;
    assert.equal(await store.nextRunAt(), night);
    clock.set(night);
    await memory.drain();
    const report = await memory.library.lastReview(engineScope);
    assert.deepEqual([report?.startedAt, report?.examined], [night, 1]);
    assert.equal(await store.nextRunAt(), undefined);
    const { queue } = await memory.health();
    assert.deepEqual(queue, { pending: 0, dead: 0 });
  });
}
