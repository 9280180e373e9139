import {
  daySpan,
  mondayOf,
  monthSpan,
  nearestMonth,
  nearestMonthday,
  nearestWeekday,
  nearestYearly,
  offsetSpan,
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

const weekdayNames = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

const numberWords: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};

const weekday = `(?<weekday>${weekdayNames.join('|')})`;
const month = `(?<month>${monthNames.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?`;
const day = '(?<day>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\b';
const year = '(?<year>(?:19|20)\\d\\d)\\b';
const amount = `(?<amount>\\d{1,3}|${Object.keys(numberWords).toReversed().join('|')})`;
const unit = '(?<unit>minute|hour|day|week|month|year)s?';

const dayWords: Readonly<Record<string, number>> = {
  'the day before yesterday': -2,
  yesterday: -1,
  'last night': -1,
  today: 0,
  tonight: 0,
  'this morning': 0,
  'this afternoon': 0,
  'this evening': 0,
  tomorrow: 1,
  'the day after tomorrow': 2,
};

const steps: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };

const text = (groups: Groups, name: string): string => (groups[name] ?? '').toLowerCase();

function weekdayOf(groups: Groups): number {
  return weekdayNames.findIndex((name) => name === text(groups, 'weekday')) + 1;
}

function monthOf(groups: Groups): number {
  const start = text(groups, 'month').slice(0, 3);
  return monthNames.findIndex((name) => name.startsWith(start)) + 1;
}

function unitOf(groups: Groups): OffsetUnit {
  const found = (['minute', 'hour', 'day', 'week', 'month', 'year'] as const).find(
    (name) => name === text(groups, 'unit'),
  );
  return found ?? 'day';
}

function amountOf(groups: Groups): number {
  const word = text(groups, 'amount').replaceAll(/\s+/gu, ' ');
  return numberWords[word] ?? Number(word);
}

/** "Next" is of the next week, "this" of this one, "last" the most recent one before today. */
function steppedWeekday(groups: Groups, { today }: DateContext): DateSpan {
  const step = text(groups, 'step');
  const date = mondayOf(today).add({ days: weekdayOf(groups) - 1, weeks: step === 'next' ? 1 : 0 });
  const isEarlier = Temporal.PlainDate.compare(date, today) < 0;
  return daySpan(step === 'last' && !isEarlier ? date.subtract({ weeks: 1 }) : date);
}

function steppedUnit(groups: Groups, { today }: DateContext): DateSpan {
  const step = steps[text(groups, 'step')] ?? 0;
  switch (text(groups, 'period')) {
    case 'week':
      return weekSpan(today.add({ weeks: step }));
    case 'weekend':
      return weekendSpan(today.add({ weeks: step }));
    case 'month':
      return monthSpan(today.add({ months: step }));
    default:
      return yearSpan(today.year + step);
  }
}

function steppedMonth(groups: Groups, context: DateContext): DateSpan {
  const step = text(groups, 'step');
  const found = monthOf(groups);
  const { today } = context;
  if (step === 'this') return monthSpan(new Temporal.PlainDate(today.year, found, 1));
  return nearestMonth(
    { ...context, today: today.add({ months: step === 'next' ? 1 : -1 }), isPast: step === 'last' },
    found,
  );
}

function monthAndDay(groups: Groups, context: DateContext): DateSpan | undefined {
  const date = nearestYearly(context, monthOf(groups), Number(groups['day']));
  return date === undefined ? undefined : daySpan(date);
}

const fullDate = (groups: Groups): DateSpan | undefined =>
  toDaySpan(Number(groups['year']), monthOf(groups), Number(groups['day']));

const absoluteRules: readonly DateRule[] = [
  {
    pattern:
      /(?<![\d./-])(?<year>(?:19|20)\d\d)(?<mark>[-/.])(?<month>1[0-2]|0?[1-9])\k<mark>(?<day>3[01]|[12]\d|0?[1-9])(?![\d/-])/gu,
    isRelative: false,
    resolve: (groups) =>
      toDaySpan(Number(groups['year']), Number(groups['month']), Number(groups['day'])),
  },
  {
    pattern: new RegExp(`\\b${month}\\s+${day},?\\s+${year}`, 'giu'),
    isRelative: false,
    resolve: fullDate,
  },
  {
    pattern: new RegExp(`\\b${day}\\s+(?:of\\s+)?${month},?\\s+${year}`, 'giu'),
    isRelative: false,
    resolve: fullDate,
  },
  {
    pattern: new RegExp(`\\b${month},?\\s+(?:of\\s+)?${year}`, 'giu'),
    isRelative: false,
    resolve: (groups) =>
      monthSpan(new Temporal.PlainDate(Number(groups['year']), monthOf(groups), 1)),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:in|since|until)\\s)${year}(?![-/.]\\d|\\s*(?:people|words|lines))`,
      'giu',
    ),
    isRelative: false,
    resolve: (groups) => yearSpan(Number(groups['year'])),
  },
];

const relativeRules: readonly DateRule[] = [
  {
    pattern:
      /\b(?:the day (?:before yesterday|after tomorrow)|yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b(?!['’]s)/giu,
    isRelative: true,
    resolve: (groups, { today }) =>
      daySpan(today.add({ days: dayWords[text(groups, 'all')] ?? 0 })),
  },
  {
    pattern: new RegExp(`\\b(?<step>next|this|last)\\s+${weekday}\\b`, 'giu'),
    isRelative: true,
    resolve: steppedWeekday,
  },
  {
    pattern: /\b(?<step>next|this|last)\s+(?<period>weekend|week|month|year)\b(?!['’]s)/giu,
    isRelative: true,
    resolve: steppedUnit,
  },
  {
    pattern: new RegExp(`\\b(?<step>next|this|last)\\s+${month}(?!\\s+\\d)`, 'giu'),
    isRelative: true,
    resolve: steppedMonth,
  },
  {
    pattern: /\bthe week after next\b/giu,
    isRelative: true,
    resolve: (_groups, { today }) => weekSpan(today.add({ weeks: 2 })),
  },
  {
    pattern: new RegExp(`\\b${amount}\\s+${unit}\\s+ago\\b`, 'giu'),
    isRelative: true,
    resolve: (groups, context) => offsetSpan(context, -amountOf(groups), unitOf(groups)),
  },
  {
    pattern: /\bhalf a year ago\b/giu,
    isRelative: true,
    resolve: (_groups, context) => offsetSpan(context, -6, 'month'),
  },
  {
    pattern: new RegExp(
      `\\b(?:in\\s+${amount}\\s+${unit}|${amount.replace('amount', 'amount2')}\\s+${unit.replace('unit', 'unit2')}\\s+from\\s+now)\\b(?!['’])`,
      'giu',
    ),
    isRelative: true,
    // "I wrote it in three days" is how long it took.
    resolve: (groups, context) =>
      context.isPast
        ? undefined
        : offsetSpan(
            context,
            amountOf({ amount: groups['amount'] ?? groups['amount2'] }),
            unitOf({ unit: groups['unit'] ?? groups['unit2'] }),
          ),
  },
  {
    pattern: new RegExp(`\\b${month}\\s+${day}(?!\\s*,?\\s*\\d{4}|:|%)`, 'giu'),
    isRelative: true,
    resolve: monthAndDay,
  },
  {
    pattern: new RegExp(`\\b(?:the\\s+)?${day}\\s+of\\s+${month}(?!,?\\s+\\d{4})`, 'giu'),
    isRelative: true,
    resolve: monthAndDay,
  },
  {
    pattern: new RegExp(`(?<![\\d./:$€£-])\\b${day}\\s+${month}(?!,?\\s+\\d{4})`, 'giu'),
    isRelative: true,
    // "The top 10 may change" names no day.
    resolve: (groups, context) =>
      /^(?:may|march)$/u.test(groups['month'] ?? '') ? undefined : monthAndDay(groups, context),
  },
  {
    pattern: new RegExp(`(?<=\\bin\\s)${month}(?!\\s*,?\\s*\\d)`, 'giu'),
    isRelative: true,
    resolve: (groups, context) => nearestMonth(context, monthOf(groups)),
  },
];

/** What only means one day in a clause that is not about a repetition. */
export const bareRulesEn: readonly DateRule[] = [
  {
    pattern: new RegExp(
      `(?:\\b(?:on|by|until|come)\\s+)${weekday}\\b(?!\\s+(?:to|through|nights?|mornings?\\b.*every)\\b)`,
      'giu',
    ),
    isRelative: true,
    resolve: (groups, context) => nearestWeekday(context, weekdayOf(groups)),
  },
  {
    pattern:
      /\b(?:on|by) the (?<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b(?=\s*(?:$|[.,;!?)]|(?:at|i|we|and|with|for|to|my|from|because|as|he|she|they|this|next)\b))/giu,
    isRelative: true,
    resolve: (groups, context) => nearestMonthday(context, Number(groups['day'])),
  },
];

function toTime(groups: Groups): TimeOfDay | undefined {
  if (groups['hour'] === undefined) return undefined;
  const hour = Number(groups['hour']);
  const minute = Number(groups['minute'] ?? '0');
  const half = text(groups, 'half').replaceAll('.', '');
  const isEvening = /evening|night|afternoon/u.test(text(groups, 'part'));
  if (half === 'am') return { hour: hour % 12, minute };
  if (half === 'pm' || (isEvening && hour < 12)) return { hour: (hour % 12) + 12, minute };
  return hour < 24 ? { hour, minute } : undefined;
}

const time =
  '(?:(?<hour>2[0-3]|1\\d|0?\\d)(?::(?<minute>[0-5]\\d))?\\s*(?<half>[ap]\\.?m\\b\\.?)?)(?![\\d:]|\\s*(?:people|percent|%))';
const notPast = /\b(?:will|going to|gonna|shall|plan(?:ning)? to)\b|['’]ll\b/iu;
const pastWords =
  /\b(?:was|were|went|did|had|got|came|saw|met|bought|made|took|ate|spent|wrote|ran|left|began|found|gave|told|said|[a-z]{2,}(?<!ne|fe|spe|se|we|exc|bre|ble|sch|inde)ed)\b/iu;

export const englishDates: DateLanguage = {
  rules: [...absoluteRules, ...relativeRules],
  timeAfter: new RegExp(
    `(?:\\s+(?<part>morning|afternoon|evening|night)\\b)?(?:,?\\s+at\\s+${time})?`,
    'iuy',
  ),
  timeAlone: /(?!)/gu,
  toTime,
  isPast: (clause) => pastWords.test(clause) && !notPast.test(clause),
  isRecurring: (clause) =>
    /\b(?:every|each|usually|always|often|normally|generally|birthday|born|anniversary|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b/iu.test(
      clause,
    ),
};
