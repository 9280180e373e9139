import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findDates, resolveRelativeDates } from './dates.ts';

// Saturday, 21 November 2026, 10:30 in Shanghai.
const base = Date.UTC(2026, 10, 21, 2, 30);
const options = { base, timeZone: 'Asia/Shanghai' };

const resolved: readonly (readonly [string, string])[] = [
  ['今天很累', '今天（2026-11-21）很累'],
  ['明天见', '明天（2026-11-22）见'],
  ['后天出发', '后天（2026-11-23）出发'],
  ['大后天回来', '大后天（2026-11-24）回来'],
  ['昨天看了电影', '昨天（2026-11-20）看了电影'],
  ['前天去的', '前天（2026-11-19）去的'],
  ['大前天去的', '大前天（2026-11-18）去的'],
  ['下周三要去杭州出差', '下周三（2026-11-25）要去杭州出差'],
  ['这周五开会', '这周五（2026-11-20）开会'],
  ['上周一面试', '上周一（2026-11-09）面试'],
  ['上个星期天', '上个星期天（2026-11-15）'],
  ['下下周二', '下下周二（2026-12-01）'],
  ['周三要考试', '周三（2026-11-25）要考试'],
  ['周三去了医院', '周三（2026-11-18）去了医院'],
  ['星期天去爬山', '星期天（2026-11-22）去爬山'],
  ['下周很忙', '下周（2026-11-23至2026-11-29）很忙'],
  ['下周末露营', '下周末（2026-11-28至2026-11-29）露营'],
  ['下个月搬家', '下个月（2026-12）搬家'],
  ['上个月离职', '上个月（2026-10）离职'],
  ['下个月5号交房租', '下个月5号（2026-12-05）交房租'],
  ['3号考试', '3号（2026-12-03）考试'],
  ['十五号到期', '十五号（2026-12-15）到期'],
  ['5月3日结婚', '5月3日（2027-05-03）结婚'],
  ['5月3日去了北京', '5月3日（2026-05-03）去了北京'],
  ['明年三月毕业', '明年三月（2027-03）毕业'],
  ['十二月二十五号聚会', '十二月二十五号（2026-12-25）聚会'],
  ['明年去日本', '明年（2027）去日本'],
  ['三天后出发', '三天后（2026-11-24）出发'],
  ['两周前认识', '两周前（2026-11-02至2026-11-08）认识'],
  ['半年前辞职', '半年前（2026-05）辞职'],
  ['三个月之后', '三个月之后（2027-02）'],
  ['两小时后开会', '两小时后（2026-11-21 12:30）开会'],
  ['明天晚上8点吃饭', '明天晚上8点（2026-11-22 20:00）吃饭'],
  ['后天下午三点半面试', '后天下午三点半（2026-11-23 15:30）面试'],
  ['今晚九点直播', '今晚九点（2026-11-21 21:00）直播'],
  ['晚上8点有个会', '晚上8点（2026-11-21 20:00）有个会'],
  ['see you tomorrow', 'see you tomorrow (2026-11-22)'],
  ['I went there yesterday.', 'I went there yesterday (2026-11-20).'],
  ['the day after tomorrow', 'the day after tomorrow (2026-11-23)'],
  ['the day before yesterday', 'the day before yesterday (2026-11-19)'],
  ['going to Hangzhou next Wednesday', 'going to Hangzhou next Wednesday (2026-11-25)'],
  ['this Friday', 'this Friday (2026-11-20)'],
  ['last Monday', 'last Monday (2026-11-16)'],
  ['last Saturday', 'last Saturday (2026-11-14)'],
  ['on Friday I fly', 'on Friday (2026-11-27) I fly'],
  ['I met her on Friday', 'I met her on Friday (2026-11-20)'],
  ['in 3 days', 'in 3 days (2026-11-24)'],
  ['two weeks ago', 'two weeks ago (2026-11-02 to 2026-11-08)'],
  ['a couple of days ago', 'a couple of days ago (2026-11-19)'],
  ['three years ago', 'three years ago (2023)'],
  ['next month', 'next month (2026-12)'],
  ['last weekend', 'last weekend (2026-11-14 to 2026-11-15)'],
  ['last year', 'last year (2025)'],
  ['the wedding is May 3rd', 'the wedding is May 3rd (2027-05-03)'],
  ['we married on May 3', 'we married on May 3 (2026-05-03)'],
  ['we fly on 3 December', 'we fly on 3 December (2026-12-03)'],
  ['we met on the 9th June', 'we met on the 9th June (2026-06-09)'],
  ['rent is due on the 5th', 'rent is due on the 5th (2026-12-05)'],
  ['the exam is in March', 'the exam is in March (2027-03)'],
  ['next June', 'next June (2027-06)'],
  ['tomorrow at 8pm', 'tomorrow at 8pm (2026-11-22 20:00)'],
  ['tomorrow evening at 7:30', 'tomorrow evening at 7:30 (2026-11-22 19:30)'],
  ['tonight', 'tonight (2026-11-21)'],
  ['下周三（2026-11-25）出发', '下周三（2026-11-25）出发'],
  ['next week (2026-11-23 to 2026-11-29)', 'next week (2026-11-23 to 2026-11-29)'],
];

for (const [text, expected] of resolved) {
  void test(`resolves: ${text}`, () => assert.equal(resolveRelativeDates(text, options), expected));
}

const untouched: readonly string[] = [
  '我坐3号线上班',
  '住在5号楼',
  '每周三打球',
  '一周一次',
  '周一到周五上班',
  '我每天晚上8点跑步',
  '我的生日是5月3日',
  '2026年5月3日出发',
  '三个月大的猫',
  '我写了三天',
  '周杰伦的歌',
  '一月饼',
  'I may go',
  'we march on',
  'every Friday',
  'I swim on Fridays',
  'on the 5th floor',
  'I wrote it in three days',
  'my birthday is May 3',
  'on 2026-05-03',
  'May 3, 2026',
  'version 2026.1',
  'the second of the two',
  'the top 10 may change',
  '3 December 2026',
];

for (const text of untouched) {
  void test(`leaves alone: ${text}`, () => assert.equal(resolveRelativeDates(text, options), text));
}

// Wednesday, 18 November 2026, noon in Shanghai: the week has days behind it and before it.
const midweek = { base: Date.UTC(2026, 10, 18, 4), timeZone: 'Asia/Shanghai' };

const inMidweek: readonly (readonly [string, string])[] = [
  ['I met her on Friday', 'I met her on Friday (2026-11-13)'],
  ['I met her on Monday', 'I met her on Monday (2026-11-16)'],
  ['on Monday I fly', 'on Monday (2026-11-23) I fly'],
  ['周五去了医院', '周五（2026-11-13）去了医院'],
  ['周一要考试', '周一（2026-11-23）要考试'],
];

for (const [text, expected] of inMidweek) {
  void test(`resolves in the middle of a week: ${text}`, () =>
    assert.equal(resolveRelativeDates(text, midweek), expected));
}

void test('dates beyond what a calendar can count are left alone', () => {
  for (const text of ['in 999999999999 years', '99999999999999天后', 'tomorrow', '明年去日本']) {
    assert.equal(resolveRelativeDates(text, { ...options, base: 8.64e15 }), text);
  }
});

const absolute: readonly (readonly [string, string, string, string])[] = [
  ['2026年5月3日出发', '2026年5月3日', '2026-05-03', 'day'],
  ['2026-05-03 is the day', '2026-05-03', '2026-05-03', 'day'],
  ['on May 3rd, 2026', 'May 3rd, 2026', '2026-05-03', 'day'],
  ['3 May 2026', '3 May 2026', '2026-05-03', 'day'],
  ['2025年8月入职', '2025年8月', '2025-08-01', 'month'],
  ['in August 2025', 'August 2025', '2025-08-01', 'month'],
  ['2019年毕业', '2019年', '2019-01-01', 'year'],
  ['since 2019', '2019', '2019-01-01', 'year'],
];

for (const [text, words, day, precision] of absolute) {
  void test(`finds: ${text}`, () => {
    const [found, ...others] = findDates(text, { base, timeZone: 'UTC' });
    assert.equal(others.length, 0);
    assert.deepEqual(
      {
        text: found?.text,
        from: found?.from,
        isRelative: found?.isRelative,
        precision: found?.precision,
      },
      { text: words, from: Date.parse(`${day}T00:00:00Z`), isRelative: false, precision },
    );
    assert.equal(text.slice(found?.index).startsWith(words), true);
  });
}

void test('spans are half open, in the given zone', () => {
  const [found] = findDates('明天', options);
  assert.deepEqual(found, {
    text: '明天',
    index: 0,
    from: Date.UTC(2026, 10, 21, 16),
    to: Date.UTC(2026, 10, 22, 16),
    isRelative: true,
    precision: 'day',
  });
  const offset = findDates('tomorrow', { base, timeZone: '-05:00' });
  // It is still Friday evening there.
  assert.equal(offset[0]?.from, Date.UTC(2026, 10, 21, 5));
});

void test('dates that do not exist are no dates', () => {
  assert.deepEqual(
    findDates('2026年2月31日', options).map((date) => date.text),
    [],
  );
  assert.deepEqual(findDates('2026-02-31', options), []);
});

void test('several dates come in order, none inside another', () => {
  assert.deepEqual(
    findDates('昨天到了，next Friday I leave, 2026年12月1日回来', options).map(({ text }) => text),
    ['昨天', 'next Friday', '2026年12月1日'],
  );
});

test('a text without marks has a date at each of its words', () => {
  const text = '今天天气很好'.repeat(20_000);
  assert.equal(findDates(text, { base, timeZone: 'UTC' }).length, 20_000);
});
