import { assertNever } from '@homarus/base';

export type DatePrecision = 'minute' | 'day' | 'week' | 'month' | 'year';

/** A stretch of local time, `[from, to)`. */
export interface DateSpan {
  readonly from: Temporal.PlainDateTime;
  readonly to: Temporal.PlainDateTime;
  readonly precision: DatePrecision;
}

/** What a rule may look at beside its own words. */
export interface DateContext {
  readonly now: Temporal.PlainDateTime;
  readonly today: Temporal.PlainDate;
  /** The clause speaks of what has been: a bare weekday is the last one, not the next. */
  readonly isPast: boolean;
}

export type Groups = Readonly<Record<string, string | undefined>>;

/** One way to write a date. The pattern has the flags `gu` (and `i` for English). */
export interface DateRule {
  readonly pattern: RegExp;
  /** True when what it means depends on the day it is said. */
  readonly isRelative: boolean;
  /** Undefined when the words are no date after all (a 31st of June). */
  readonly resolve: (groups: Groups, context: DateContext) => DateSpan | undefined;
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** How one language writes dates and times. */
export interface DateLanguage {
  readonly rules: readonly DateRule[];
  /** Sticky: the words for a part of the day or a time of day, right after a date. */
  readonly timeAfter: RegExp;
  /** A time of day that stands alone and means the day it is said. Has the groups of `timeAfter`. */
  readonly timeAlone: RegExp;
  readonly toTime: (groups: Groups) => TimeOfDay | undefined;
  readonly isPast: (clause: string) => boolean;
  /** A clause about what repeats: its bare weekdays, days and times name no one day. */
  readonly isRecurring: (clause: string) => boolean;
}

const months = { months: 1 } as const;

export function daySpan(date: Temporal.PlainDate): DateSpan {
  const from = date.toPlainDateTime();
  return { from, to: from.add({ days: 1 }), precision: 'day' };
}

/** The week, Monday to Sunday, that holds the date. */
export function weekSpan(date: Temporal.PlainDate): DateSpan {
  const from = mondayOf(date).toPlainDateTime();
  return { from, to: from.add({ weeks: 1 }), precision: 'week' };
}

/** Saturday and Sunday of the date's week. */
export function weekendSpan(date: Temporal.PlainDate): DateSpan {
  const from = mondayOf(date).add({ days: 5 }).toPlainDateTime();
  return { from, to: from.add({ days: 2 }), precision: 'week' };
}

export function monthSpan(date: Temporal.PlainDate): DateSpan {
  const from = date.with({ day: 1 }).toPlainDateTime();
  return { from, to: from.add(months), precision: 'month' };
}

export function yearSpan(year: number): DateSpan {
  const from = new Temporal.PlainDateTime(year, 1, 1);
  return { from, to: from.add({ years: 1 }), precision: 'year' };
}

export function minuteSpan(from: Temporal.PlainDateTime): DateSpan {
  const start = from.round({ smallestUnit: 'minute', roundingMode: 'floor' });
  return { from: start, to: start.add({ minutes: 1 }), precision: 'minute' };
}

export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** Undefined for a date that does not exist. */
export function toDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The day span of a date that may not exist. */
export function toDaySpan(year: number, month: number, day: number): DateSpan | undefined {
  const date = toDate(year, month, day);
  return date === undefined ? undefined : daySpan(date);
}

/**
 * The occurrence of something periodic that the speaker means: the one of this period, unless it
 * lies on the wrong side of today; then the next or, in a clause about the past, the previous one.
 */
export function nearestOf(
  context: DateContext,
  at: (offset: number) => Temporal.PlainDate | undefined,
): Temporal.PlainDate | undefined {
  const current = at(0);
  if (current === undefined) return context.isPast ? at(-1) : at(1);
  const side = Temporal.PlainDate.compare(current, context.today);
  if (context.isPast) return side > 0 ? at(-1) : current;
  return side < 0 ? at(1) : current;
}

/** A month of the year (and a day in it) without its year. */
export function nearestYearly(
  context: DateContext,
  month: number,
  day: number,
): Temporal.PlainDate | undefined {
  return nearestOf(context, (offset) => toDate(context.today.year + offset, month, day));
}

/** A month without its year: the one that runs now counts for past and future. */
export function nearestMonth(context: DateContext, month: number): DateSpan {
  const { today, isPast } = context;
  const step = isPast ? (month > today.month ? -1 : 0) : month < today.month ? 1 : 0;
  return monthSpan(new Temporal.PlainDate(today.year + step, month, 1));
}

/** A weekday without its week, Monday 1 to Sunday 7. */
export function nearestWeekday(context: DateContext, weekday: number): DateSpan | undefined {
  const date = nearestOf(context, (offset) =>
    mondayOf(context.today).add({ days: weekday - 1 + 7 * offset }),
  );
  return date === undefined ? undefined : daySpan(date);
}

/** A day of the month without its month. */
export function nearestMonthday(context: DateContext, day: number): DateSpan | undefined {
  const date = nearestOf(context, (offset) => {
    const month = context.today.with({ day: 1 }).add({ months: offset });
    return toDate(month.year, month.month, day);
  });
  return date === undefined ? undefined : daySpan(date);
}

export type OffsetUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/**
 * "In three weeks", "two months ago": as exact as people mean it, so the answer is the day, the
 * week, the month or the year that the count of units leads to.
 */
export function offsetSpan(context: DateContext, amount: number, unit: OffsetUnit): DateSpan {
  const { now, today } = context;
  switch (unit) {
    case 'minute':
      return minuteSpan(now.add({ minutes: amount }));
    case 'hour':
      return minuteSpan(now.add({ hours: amount }));
    case 'day':
      return daySpan(today.add({ days: amount }));
    case 'week':
      return weekSpan(today.add({ weeks: amount }));
    case 'month':
      return monthSpan(today.add({ months: amount }));
    case 'year':
      return yearSpan(today.year + amount);
    default:
      return assertNever(unit);
  }
}
