import assert from 'node:assert/strict';
import { test } from 'node:test';

import { city, day, engineScope, learn, setupEngine, start } from '../testing/engine-fixture.ts';
import { sampleMemory, sampleScope } from '../testing/samples.ts';
import { toFingerprint } from '../learn/fingerprint.ts';
import type { MemoryRecord } from '../record.ts';
import { findNearDuplicates } from './near-duplicates.ts';
import { createNextReview } from './review-times.ts';
import { weightOf } from './weight.ts';

const scope = engineScope;

function statement(content: string, fields: Partial<MemoryRecord> = {}): MemoryRecord {
  return sampleMemory(sampleScope(), {
    id: `mem_${content}`,
    content,
    fingerprint: toFingerprint(content),
    attribute: undefined,
    value: undefined,
    ...fields,
  });
}

const long =
  'On Mondays the choir of Saint Anne rehearses Bach in the old parish hall behind the station';

const pairs: readonly (readonly [name: string, a: MemoryRecord, b: MemoryRecord, same: boolean])[] =
  [
    ['one word more', statement(long), statement(`${long} street`), true],
    [
      '说得几乎一样',
      statement('我每个星期一晚上都在老教堂后面的大厅里和合唱团一起排练巴赫的作品'),
      statement('我每个星期一晚上都在老教堂后面的大厅里和合唱团一起排练巴赫的作品。'),
      true,
    ],
    ['a denial', statement(long), statement(long.replace('rehearses', 'never rehearses')), false],
    ['another number', statement(`${long} 12`), statement(`${long} 13`), false],
    [
      'another category',
      statement(long),
      statement(`${long}.`, { category: 'user_memory_decision' }),
      false,
    ],
    ['another subject', statement(long), statement(`${long}.`, { subject: 'Ann' }), false],
    [
      'another day',
      statement(long),
      statement(`${long}.`, { validFrom: Date.UTC(2030, 1, 1) }),
      false,
    ],
    ['other words', statement(long), statement('I like tea.'), false],
  ];

for (const [name, a, b, same] of pairs) {
  test(`near-duplicates: ${name}`, () => {
    assert.equal(findNearDuplicates([a, b]).length, same ? 1 : 0);
  });
}

test('weights grow with use, decay without it, and facts of the user stay evergreen', () => {
  const wish = statement('x', { category: 'user_memory_preference', recordedAt: start });
  const weights = [0, 6, 7, 70, 7_000].map((days) => weightOf(wish, start + days * day));
  assert.deepEqual(
    weights.map((weight) => Number(weight.toFixed(3))),
    [1, 1, 0.95, 0.599, 0.05],
  );
  const used = { ...wish, accessCount: 7, lastAccessedAt: start + 70 * day };
  assert.equal(weightOf(used, start + 70 * day).toFixed(2), '1.60');
  assert.equal(weightOf(statement('y', { recordedAt: start }), start + 700 * day), 1);
});

test('a review merges, weighs, reports, and is harmless to repeat', async () => {
  const { memory, say, clock, contents, find } = setupEngine({
    [long]: learn({ category: 'user_memory_preference', importance: 0.4 }),
    [`${long} street`]: learn({ category: 'user_memory_preference', importance: 0.8 }),
    'I live in Paris.': city('Paris'),
  });
  const { library } = memory;
  assert.equal(await library.lastReview(scope), undefined);
  for (const text of [long, `${long} street`, 'I live in Paris.']) await say(text);
  const report = await library.review(scope);
  assert.deepEqual(
    { ...report, merged: report.merged.map(({ content }) => content) },
    {
      startedAt: clock.now(),
      finishedAt: clock.now(),
      examined: 3,
      retriedJobs: 0,
      merged: [long],
      raised: 0,
      lowered: 0,
    },
  );
  assert.deepEqual(await library.lastReview(scope), report);
  assert.deepEqual(await contents(), ['I live in Paris.', `${long} street`]);
  const [merged] = report.merged;
  assert.ok(merged);
  const undone = await library.undo(scope, merged.gone);
  assert.deepEqual(
    undone.conflicts.map(({ id }) => id),
    [merged.kept],
  );
  clock.advance(10 * day);
  const again = await library.review(scope);
  assert.deepEqual([again.merged, again.lowered], [[], 2], 'an undone merge stays undone');
  assert.equal((await library.review(scope)).lowered, 0);
  const [entry] = await library.history(scope, merged.kept);
  assert.deepEqual(
    [entry?.cause, entry?.changes.map(({ field }) => field)],
    ['review', ['weight']],
  );
  assert.equal((await find()).length, 3);
});

test('what was told is reviewed in the next night, once', async () => {
  const paris = { 'I live in Paris.': city('Paris') };
  const times = { cron: '30 4 * * *', timeZone: 'Asia/Shanghai' };
  const { memory, say, clock, store } = setupEngine(paris, { review: times });
  const { library } = memory;
  await say('I live in Paris.');
  await memory.ingest(scope, [{ role: 'user', content: 'Hello.' }]);
  await memory.drain();
  assert.equal(await library.lastReview(scope), undefined);
  assert.equal((await memory.health()).queue.pending, 0);
  const night = createNextReview(times)(clock.now()) ?? 0;
  assert.equal(await store.nextRunAt(), night);
  assert.equal(new Date(night).toISOString(), '2026-01-02T20:30:00.000Z');
  clock.advance(night - clock.now());
  await memory.drain();
  assert.equal((await library.lastReview(scope))?.examined, 1);
  assert.equal(await store.nextRunAt(), undefined);
});

test('reviews come at their times, and what is no time is told', () => {
  const at = (text: string): number => Date.parse(text);
  const daily = createNextReview({ timeZone: 'UTC' });
  assert.equal(daily(at('2026-01-01T02:59:59Z')), at('2026-01-01T03:00:00Z'));
  assert.equal(daily(at('2026-01-01T03:00:00Z')), at('2026-01-02T03:00:00Z'));
  assert.equal(daily(at('2025-06-01T00:00:00Z')), at('2025-06-01T03:00:00Z'), 'a clock set back');
  const mondays = createNextReview({ cron: '15 6 * * 1', timeZone: 'Asia/Shanghai' });
  assert.equal(mondays(at('2026-01-01T00:00:00Z')), at('2026-01-04T22:15:00Z'));
  for (const times of [{ cron: '99 3 * * *' }, { cron: 'nightly' }, { timeZone: 'Mars/Base' }]) {
    assert.throws(() => createNextReview(times)(0), { code: 'invalid_request' });
  }
});
