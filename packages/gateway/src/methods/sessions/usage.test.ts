import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasCode } from '@homarus/base';
import { sampleUsage } from '@homarus/sessions/testing';

import { startSessionMethods } from '../../testing/start-session-methods.ts';
import { costOfTokens } from './usage-cost.ts';
import { toDayRange, toOffsetZone } from './usage-days.ts';
import type { UsageTotals } from './usage-totals.ts';

interface Usage {
  readonly startDate: string;
  readonly endDate: string;
  readonly sessions: readonly { readonly key: string; readonly usage: UsageTotals }[];
  readonly totals: UsageTotals;
  readonly aggregates: {
    readonly byModel: readonly { readonly model: string; readonly count: number }[];
    readonly daily: readonly { readonly date: string; readonly tokens: number }[];
    readonly messages: Readonly<Record<string, number>>;
  };
}

const said = { question: 'A question', answer: 'An answer' };

test('cost is told day by day, as far back as is asked', async () => {
  await using started = startSessionMethods();
  started.clock.set(Date.UTC(2026, 10, 19, 1));
  await started.converse({ ...said, key: 'agent:main:old', usage: sampleUsage() });
  for (const day of [20, 21]) {
    started.clock.set(Date.UTC(2026, 10, day, 1));
    await started.converse({ ...said, key: 'agent:main:a', usage: sampleUsage() });
  }
  const cost = await started.call('usage.cost', { days: 2 });
  assert.partialDeepStrictEqual(cost, {
    days: 2,
    daily: [
      { date: '2026-11-20', totalTokens: 120 },
      { date: '2026-11-21', totalTokens: 120 },
    ],
    totals: { totalTokens: 240 },
  });
  const all = await started.call('usage.cost', { range: '30d', days: 2 });
  assert.partialDeepStrictEqual(all, { days: 30, totals: { totalTokens: 360 } });
});

test('usage is summed in all and by session, day and model, with its cost', async () => {
  await using started = startSessionMethods();
  const free = sampleUsage({ model: 'unknown', cacheReadTokens: 0, cacheWriteTokens: 0 });
  await started.converse({ ...said, key: 'agent:main:a', usage: sampleUsage() });
  await started.converse({ ...said, key: 'agent:main:b', usage: free });
  // Past midnight in Shanghai, still the same day in UTC.
  started.clock.set(Date.UTC(2026, 10, 21, 16, 30));
  await started.converse({ ...said, key: 'agent:main:a', usage: sampleUsage() });

  const usage = (await started.call('sessions.usage', { range: '7d' })) as Usage;
  assert.equal(usage.endDate, '2026-11-22');
  assert.equal(usage.startDate, '2026-11-16');
  assert.equal(usage.totals.totalTokens, 360);
  assert.equal(usage.totals.missingCostEntries, 1);
  // Twice: 55 fresh tokens at 2, 20 of output at 10, 40 read from the cache at 0.5, 5 written at 1.
  assert.equal(usage.totals.totalCost.toFixed(9), ((2 * (110 + 200 + 20 + 5)) / 1e6).toFixed(9));
  assert.deepEqual(
    usage.sessions.map(({ key, usage: { totalTokens } }) => [key, totalTokens]),
    [
      ['agent:main:a', 240],
      ['agent:main:b', 120],
    ],
  );
  assert.deepEqual(
    usage.aggregates.byModel.map(({ model, count }) => [model, count]),
    [
      ['m1', 2],
      ['unknown', 1],
    ],
  );
  assert.deepEqual(
    usage.aggregates.daily.map(({ date, tokens }) => [date, tokens]),
    [
      ['2026-11-21', 240],
      ['2026-11-22', 120],
    ],
  );
  assert.deepEqual(usage.aggregates.messages, {
    total: 9,
    user: 3,
    assistant: 6,
    toolCalls: 3,
    toolResults: 3,
    errors: 0,
  });
  const utc = (await started.call('sessions.usage', { mode: 'utc' })) as Usage;
  assert.deepEqual(
    utc.aggregates.daily.map(({ date }) => date),
    ['2026-11-21'],
  );
  const day = { startDate: '2026-11-22', endDate: '2026-11-22', key: 'agent:main:a' };
  const one = (await started.call('sessions.usage', day)) as Usage;
  assert.equal(one.totals.totalTokens, 120);
});

test('offsets are time zones, and what is none is refused', () => {
  assert.equal(toOffsetZone('UTC+8'), '+08:00');
  assert.equal(toOffsetZone('-3:30'), '-03:30');
  assert.equal(toOffsetZone('Europe/Berlin'), 'Europe/Berlin');
  assert.throws(
    () => toDayRange({ timeZone: 'Mars/Base', now: 0 }),
    (error) => hasCode(error, 'invalid_request') && error.details?.['path'] === 'timeZone',
  );
});

test('a day of a zone that changes its clock keeps all of its hours', () => {
  const { dayOf, from, to } = toDayRange({
    timeZone: 'America/New_York',
    startDate: '2026-11-01',
    endDate: '2026-11-01',
    now: Date.UTC(2026, 11, 1),
  });
  const quarters: number[] = [];
  for (let at = from; at < to; at += 900_000) if (dayOf(at) === '2026-11-01') quarters.push(at);
  assert.equal(quarters.length, 25 * 4);
});

test('what has no price costs nothing', () => {
  assert.equal(costOfTokens(undefined, { inputTokens: 5, outputTokens: 5 }).total, 0);
});
