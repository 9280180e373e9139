import {
  daySpan,
  mondayOf,
  monthSpan,
  nearestMonth,
  nearestMonthday,
  nearestWeekday,
  nearestYearly,
  offsetSpan,
  toDate,
  toDaySpan,
  weekSpan,
  weekendSpan,
  yearSpan,
} from './date-span.ts';
import type {
  DateContext,
  DateLanguage,
  DateRule,
  DateSpan,
  Groups,
  OffsetUnit,
  TimeOfDay,
} from './date-span.ts';

const number = '(?:\\d{1,3}|[零〇一二两三四五六七八九十]{1,3})';
const day =
  '(?:3[01]|[12]\\d|0?[1-9]|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])';
const month = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])';
const weekday = '[一二三四五六日天]';
const partOfDay = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜';
const clockTime = `(?<hour>2[0-4]|[01]?\\d|[零一二两三四五六七八九十]{1,3})(?:点|時|时)(?:(?<half>半)|(?<quarter>[一三])刻|(?<minute>[0-5]?\\d|[零一二三四五六七八九十]{1,3})分?)?`;
const digitTime = '(?<hour2>2[0-3]|[01]?\\d)[:：](?<minute2>[0-5]\\d)';
const notBefore = (words: string): string => `(?<!${words})`;

const dayOffsets: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  今早: 0,
  今夜: 0,
  明天: 1,
  明日: 1,
  明晚: 1,
  明早: 1,
  后天: 2,
  大后天: 3,
};

const steps: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };
const years: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1, 后年: 2 };
const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const units: Readonly<Record<string, OffsetUnit>> = {
  分钟: 'minute',
  小时: 'hour',
  钟头: 'hour',
  天: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  月: 'month',
  年: 'year',
};

/** Arabic or Chinese numerals below one thousand; NaN for anything else. */
export function parseNumberZh(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const match =
    /^(?:(?<hundreds>[一二两三四五六七八九])百零?)?(?:(?<tens>[一二三四五六七八九])?(?<ten>十))?(?<ones>[零〇一二两三四五六七八九])?$/u.exec(
      text,
    );
  if (match === null || text === '') return Number.NaN;
  const { hundreds, tens, ten, ones } = match.groups ?? {};
  const of = (digit: string | undefined, otherwise = 0): number =>
    digit === undefined ? otherwise : (digits[digit] ?? 0);
  return of(hundreds) * 100 + (ten === undefined ? 0 : of(tens, 1) * 10) + of(ones);
}

function weekdayOf(text: string): number {
  return text === '日' || text === '天' ? 7 : parseNumberZh(text);
}

const text = (groups: Groups, name: string): string => groups[name] ?? '';
const value = (groups: Groups, name: string): number => parseNumberZh(text(groups, name));

function weekOf(groups: Groups, { today }: DateContext): DateSpan {
  const monday = mondayOf(today).add({ weeks: steps[text(groups, 'step')] ?? 0 });
  if (groups['end'] !== undefined) return weekendSpan(monday);
  if (groups['weekday'] === undefined) return weekSpan(monday);
  return daySpan(monday.add({ days: weekdayOf(groups['weekday']) - 1 }));
}

function monthOf(groups: Groups, { today }: DateContext): DateSpan | undefined {
  const first = today.with({ day: 1 }).add({ months: steps[text(groups, 'step')] ?? 0 });
  if (groups['day'] === undefined) return monthSpan(first);
  return toDaySpan(first.year, first.month, value(groups, 'day'));
}

function monthAndDay(groups: Groups, context: DateContext): DateSpan | undefined {
  const year = years[text(groups, 'year')];
  const found =
    year === undefined
      ? nearestYearly(context, value(groups, 'month'), value(groups, 'day'))
      : toDate(context.today.year + year, value(groups, 'month'), value(groups, 'day'));
  return found === undefined ? undefined : daySpan(found);
}

function monthOnly(groups: Groups, context: DateContext): DateSpan {
  const year = years[text(groups, 'year')];
  if (year === undefined) return nearestMonth(context, value(groups, 'month'));
  return monthSpan(new Temporal.PlainDate(context.today.year + year, value(groups, 'month'), 1));
}

function offsetOf(groups: Groups, context: DateContext): DateSpan | undefined {
  const sign = groups['side'] === '前' ? -1 : 1;
  if (groups['half'] !== undefined) {
    return groups['half'] === '半年'
      ? offsetSpan(context, sign * 6, 'month')
      : offsetSpan(context, sign * 15, 'day');
  }
  const unit = units[text(groups, 'unit')];
  const amount = value(groups, 'amount');
  if (unit === undefined || Number.isNaN(amount)) return undefined;
  return offsetSpan(context, sign * amount, unit);
}

const absoluteRules: readonly DateRule[] = [
  {
    pattern: new RegExp(
      `${notBefore('\\d')}(?<year>(?:19|20)\\d\\d)\\s*年\\s*(?<month>${month})\\s*月(?:\\s*(?<day>${day})\\s*[日号])?`,
      'gu',
    ),
    isRelative: false,
    resolve: (groups) => {
      const year = Number(groups['year']);
      if (groups['day'] !== undefined) {
        return toDaySpan(year, value(groups, 'month'), value(groups, 'day'));
      }
      return monthSpan(new Temporal.PlainDate(year, value(groups, 'month'), 1));
    },
  },
  {
    pattern: /(?<!\d)(?<year>(?:19|20)\d\d)\s*年(?!代|级|会|\s*\d{1,2}\s*月)/gu,
    isRelative: false,
    resolve: (groups) => yearSpan(Number(groups['year'])),
  },
];

const relativeRules: readonly DateRule[] = [
  {
    pattern: /大?前天|昨[天日晚]|今[天日晚早夜]|明[天日晚早]|大?后天(?!性|形成|努力|培养|失)/gu,
    isRelative: true,
    resolve: (groups, { today }) =>
      daySpan(today.add({ days: dayOffsets[text(groups, 'all')] ?? 0 })),
  },
  {
    pattern: new RegExp(
      `(?<step>上上|上|下下|下|这|本)(?:一)?个?(?:周|星期|礼拜)(?:(?<end>末)|(?<weekday>${weekday}))?(?!岁|期)`,
      'gu',
    ),
    isRelative: true,
    resolve: weekOf,
  },
  {
    pattern: new RegExp(`(?<step>上上|上|下下|下|这|本)个?月(?:(?<day>${day})[日号])?`, 'gu'),
    isRelative: true,
    resolve: monthOf,
  },
  {
    pattern: new RegExp(
      `${notBefore('\\d|年\\s*|[一二三四五六七八九十第个]')}(?<year>[去今明前后]年)?的?(?<month>${month})月\\s*(?<day>${day})[日号]`,
      'gu',
    ),
    isRelative: true,
    resolve: monthAndDay,
  },
  {
    pattern: new RegExp(
      `${notBefore('\\d|年\\s*|[一二三四五六七八九十第个]')}(?<year>[去今明前后]年)?的?(?<month>${month})月(?:份|底|初|中旬|上旬|下旬)?(?!\\d|[日号饼球经薪]|[一二三四五六七八九十]+[日号])`,
      'gu',
    ),
    isRelative: true,
    resolve: monthOnly,
  },
  {
    pattern: /(?<year>[去今明前后]年)(?!度|级|前|后)/gu,
    isRelative: true,
    resolve: (groups, { today }) => yearSpan(today.year + (years[text(groups, 'year')] ?? 0)),
  },
  {
    pattern: new RegExp(
      `${notBefore('[\\d一二三四五六七八九十百千第]')}(?:(?<half>半年|半个月)|(?<amount>${number})个?(?<unit>分钟|小时|钟头|天|周|星期|礼拜|(?<=个)月|年))(?:之|以)?(?<side>前|后)(?!端|者|台)`,
      'gu',
    ),
    isRelative: true,
    resolve: offsetOf,
  },
];

/** What only means one day in a clause that is not about a repetition. */
export const bareRulesZh: readonly DateRule[] = [
  {
    pattern: new RegExp(
      `${notBefore('[每逢隔一二两三四五六七八九十几数\\d上下这本到至个]')}(?:周|星期|礼拜)(?:(?<end>末)|(?<weekday>${weekday}))(?!\\s*[到至~—-]|[次岁年个]|[一-龥]先生)`,
      'gu',
    ),
    isRelative: true,
    resolve: (groups, context) =>
      groups['weekday'] === undefined
        ? weekendSpan(context.today)
        : nearestWeekday(context, weekdayOf(groups['weekday'])),
  },
  {
    pattern: new RegExp(
      `${notBefore('[\\dA-Za-z月第年零一二三四五六七八九十]')}(?<day>3[01]|[12]\\d|[1-9]|[一二]?十[一二三四五六七八九]?)号(?![线楼门机位房店馆桌仓厅库院坑码选电车球文])`,
      'gu',
    ),
    isRelative: true,
    resolve: (groups, context) => nearestMonthday(context, value(groups, 'day')),
  },
];

function hourOf(hour: number, part: string): number {
  if (/下午|傍晚/u.test(part) && hour < 12) return hour + 12;
  if (/晚|夜|今夜/u.test(part)) return hour >= 5 && hour < 12 ? hour + 12 : hour % 24;
  if (part.includes('中午') && hour < 6) return hour + 12;
  return hour % 24;
}

function toTime(groups: Groups): TimeOfDay | undefined {
  const hour = groups['hour'] ?? groups['hour2'];
  if (hour === undefined) return undefined;
  const part = groups['part'] ?? '';
  const time = { hour: hourOf(parseNumberZh(hour), part), minute: minuteOf(groups) };
  return time.hour >= 0 && time.hour < 24 && time.minute < 60 ? time : undefined;
}

function minuteOf(groups: Groups): number {
  if (groups['half'] !== undefined) return 30;
  if (groups['quarter'] !== undefined) return groups['quarter'] === '三' ? 45 : 15;
  return parseNumberZh(groups['minute'] ?? groups['minute2'] ?? '0');
}

export const chineseDates: DateLanguage = {
  rules: [...absoluteRules, ...relativeRules],
  timeAfter: new RegExp(
    `\\s*的?(?:(?<part>${partOfDay}|晚)?\\s*(?:${clockTime}|${digitTime})|(?:${partOfDay}))`,
    'uy',
  ),
  timeAlone: new RegExp(
    `${notBefore('[每天日晚早夜周期号]')}(?<part>${partOfDay})\\s*(?:${clockTime}|${digitTime})`,
    'gu',
  ),
  toTime,
  isPast: (clause) =>
    /了(?!解|不起)|(?<![不通经难超])过(?![敏节年去来于程])|曾|以前|刚刚/u.test(clause) &&
    !/要|打算|准备|计划|将/u.test(clause),
  isRecurring: (clause) =>
    /每|一般|通常|平时|经常|总是|习惯|常常|生日|出生|纪念日|点前|都会|都要/u.test(clause),
};
