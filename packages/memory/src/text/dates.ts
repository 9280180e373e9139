import { assertNever } from '@homarus/base';

import { minuteSpan } from './date-span.ts';
import type { DateContext, DateLanguage, DatePrecision, DateRule, DateSpan } from './date-span.ts';
import { bareRulesEn, englishDates } from './dates-en.ts';
import { bareRulesZh, chineseDates } from './dates-zh.ts';

export type { DatePrecision } from './date-span.ts';

export interface DateOptions {
  /** When the text was said, Unix milliseconds. */
  readonly base: number;
  /** In which it was said: IANA name (`Asia/Shanghai`) or offset (`+08:00`). */
  readonly timeZone: string;
}

/** A date as it stands in a text. */
export interface FoundDate {
  readonly text: string;
  /** Where it begins in the text, in UTF-16 units. */
  readonly index: number;
  /** `[from, to)` in Unix milliseconds. */
  readonly from: number;
  readonly to: number;
  /** True when it means another day when it is said another day (a date without its year, too). */
  readonly isRelative: boolean;
  readonly precision: DatePrecision;
}

interface LocalDate {
  readonly text: string;
  readonly index: number;
  readonly span: DateSpan;
  readonly isRelative: boolean;
  readonly language: 'zh' | 'en';
}

const languages = {
  zh: { dates: chineseDates, bare: bareRulesZh },
  en: { dates: englishDates, bare: bareRulesEn },
} as const;

/**
 * The dates of a text, Chinese and English, absolute and relative, in order. Only words that
 * certainly are dates: what repeats ("every Friday", 每周三) and numbers that may be something else
 * are left alone. Weeks begin on Monday; 下周三 and "next Wednesday" are of the next week, a bare
 * weekday is the coming one, or the last one in a clause about the past.
 */
export function findDates(text: string, options: DateOptions): readonly FoundDate[] {
  return localDates(text, options).map(({ span, ...date }) => ({
    text: date.text,
    index: date.index,
    from: span.from.toZonedDateTime(options.timeZone).epochMilliseconds,
    to: span.to.toZonedDateTime(options.timeZone).epochMilliseconds,
    isRelative: date.isRelative,
    precision: span.precision,
  }));
}

/**
 * The text with every relative date followed by what it means: 下周三（2026-11-25）, "next Wednesday
 * (2026-11-25)", "next month (2026-12)", 下周（2026-11-23至2026-11-29）. A date that already has its
 * meaning in brackets is left alone.
 */
export function resolveRelativeDates(text: string, options: DateOptions): string {
  let resolved = '';
  let end = 0;
  for (const date of localDates(text, options)) {
    const next = date.index + date.text.length;
    resolved += text.slice(end, next);
    end = next;
    if (!date.isRelative || /^\s?[（(]\d{4}/u.test(text.slice(next))) continue;
    const absolute = toText(date.span, date.language);
    resolved += date.language === 'zh' ? `（${absolute}）` : ` (${absolute})`;
  }
  return resolved + text.slice(end);
}

function localDates(text: string, options: DateOptions): readonly LocalDate[] {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.trunc(options.base))
    .toZonedDateTimeISO(options.timeZone)
    .toPlainDateTime();
  const all = [...languageDates(text, now, 'zh'), ...languageDates(text, now, 'en')].sort(
    (a, b) => a.index - b.index || b.text.length - a.text.length,
  );
  let end = 0;
  return all.filter((date) => {
    if (date.index < end) return false;
    end = date.index + date.text.length;
    return true;
  });
}

function languageDates(
  text: string,
  now: Temporal.PlainDateTime,
  language: 'zh' | 'en',
): readonly LocalDate[] {
  const { dates, bare } = languages[language];
  const find = (rules: readonly DateRule[], isBare: boolean): readonly LocalDate[] =>
    rules.flatMap((rule) =>
      [...text.matchAll(rule.pattern)].flatMap((match): readonly LocalDate[] => {
        const clause = clauseAt(text, match.index);
        if (isBare && dates.isRecurring(clause)) return [];
        const span = resolve(rule, match, contextOf(now, dates.isPast(clause)));
        if (span === undefined || isYearly(rule, span, clause, dates)) return [];
        const found = { text: match[0], index: match.index, span };
        return [{ ...withTime(text, found, dates), isRelative: rule.isRelative, language }];
      }),
    );
  return [...find(dates.rules, false), ...find(bare, true), ...timesAlone(text, now, language)];
}

/** Numbers that lead beyond what a calendar can count ("in 999999999999 years") are no date. */
function resolve(
  rule: DateRule,
  match: RegExpExecArray,
  context: DateContext,
): DateSpan | undefined {
  try {
    return rule.resolve(groupsOf(match), context);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function contextOf(now: Temporal.PlainDateTime, isPast: boolean): DateContext {
  return { now, today: now.toPlainDate(), isPast };
}

function groupsOf(match: RegExpExecArray): Readonly<Record<string, string | undefined>> {
  return { ...match.groups, all: match[0] };
}

/** A month and day without a year in a clause about what repeats ("my birthday is May 3"). */
function isYearly(rule: DateRule, span: DateSpan, clause: string, dates: DateLanguage): boolean {
  const isMonthNamed = rule.pattern.source.includes('?<month>');
  return rule.isRelative && isMonthNamed && span.precision !== 'year' && dates.isRecurring(clause);
}

interface Placed {
  readonly text: string;
  readonly index: number;
  readonly span: DateSpan;
}

/** Takes in the part or time of the day that follows a day. */
function withTime(text: string, found: Placed, dates: DateLanguage): Placed {
  if (found.span.precision !== 'day') return found;
  const pattern = new RegExp(dates.timeAfter);
  pattern.lastIndex = found.index + found.text.length;
  const match = pattern.exec(text);
  if (match === null || match[0] === '') return found;
  const part = match.groups?.['part'] ?? found.text;
  const time = dates.toTime({ ...match.groups, part });
  const whole = { ...found, text: found.text + match[0] };
  if (time === undefined) return whole;
  return {
    ...whole,
    span: minuteSpan(found.span.from.add({ hours: time.hour, minutes: time.minute })),
  };
}

function timesAlone(
  text: string,
  now: Temporal.PlainDateTime,
  language: 'zh' | 'en',
): readonly LocalDate[] {
  const { dates } = languages[language];
  return [...text.matchAll(dates.timeAlone)].flatMap((match): readonly LocalDate[] => {
    const time = dates.toTime(match.groups ?? {});
    if (time === undefined || dates.isRecurring(clauseAt(text, match.index))) return [];
    const from = now.toPlainDate().toPlainDateTime(time);
    return [
      { text: match[0], index: match.index, span: minuteSpan(from), isRelative: true, language },
    ];
  });
}

const clauseEnd = /[，。！？；,.!?;\n]/u;

/** A text without marks has no clauses, and would be read to its ends for each of its dates. */
const maxClauseReach = 200;

/** The clause around an index: what stands between two marks. */
function clauseAt(text: string, index: number): string {
  const first = Math.max(0, index - maxClauseReach);
  const last = Math.min(text.length, index + maxClauseReach);
  let start = index;
  while (start > first && !clauseEnd.test(text.charAt(start - 1))) start -= 1;
  let end = index;
  while (end < last && !clauseEnd.test(text.charAt(end))) end += 1;
  return text.slice(start, end);
}

function toText(span: DateSpan, language: 'zh' | 'en'): string {
  const date = span.from.toPlainDate().toString();
  switch (span.precision) {
    case 'minute':
      return `${date} ${span.from.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    case 'day':
      return date;
    case 'week': {
      const last = span.to.toPlainDate().subtract({ days: 1 }).toString();
      return language === 'zh' ? `${date}至${last}` : `${date} to ${last}`;
    }
    case 'month':
      return date.slice(0, 7);
    case 'year':
      return date.slice(0, 4);
    default:
      return assertNever(span.precision);
  }
}
