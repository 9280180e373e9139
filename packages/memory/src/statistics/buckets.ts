const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Up to this span buckets are hours, up to the next one days, beyond it months. */
const maxHoursSpanMs = 48 * hourMs;
const maxDaysSpanMs = 60 * dayMs;

/** A stretch of time as a chart shows it. */
export interface TimeBucket {
  /** `2026-11`, `2026-11-21`, or `2026-11-21T13:00+08:00`: unique, and in order of time. */
  readonly key: string;
  /** `2026-11`, `11-21` or `11-21 13:00`. */
  readonly label: string;
  /** Unix milliseconds. */
  readonly startsAt: number;
}

/**
 * The stretches that cover `from` (inclusive) to `to` (exclusive), Unix milliseconds, in local time:
 * hours of a span up to 48 h, days up to 60 days, else months.
 */
export function bucketsOf(from: number, to: number, timeZone: string): readonly TimeBucket[] {
  const span = to - from;
  const unit = span <= maxHoursSpanMs ? 'hours' : span <= maxDaysSpanMs ? 'days' : 'months';
  const buckets: TimeBucket[] = [];
  let start = floorOf(Temporal.Instant.fromEpochMilliseconds(from), timeZone, unit);
  while (start.epochMilliseconds < to) {
    buckets.push({ ...namesOf(start, unit), startsAt: start.epochMilliseconds });
    start = start.add({ [unit]: 1 });
  }
  return buckets;
}

type Unit = 'hours' | 'days' | 'months';

function floorOf(instant: Temporal.Instant, timeZone: string, unit: Unit): Temporal.ZonedDateTime {
  const local = instant.toZonedDateTimeISO(timeZone);
  if (unit === 'hours') return local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return (unit === 'days' ? local : local.with({ day: 1 })).startOfDay();
}

function namesOf(start: Temporal.ZonedDateTime, unit: Unit): Omit<TimeBucket, 'startsAt'> {
  const date = start.toPlainDate().toString();
  if (unit === 'months') return { key: date.slice(0, -3), label: date.slice(0, -3) };
  const day = date.slice(-5);
  if (unit === 'days') return { key: date, label: day };
  const key = start.toString({ smallestUnit: 'minute', timeZoneName: 'never' });
  return { key, label: `${day} ${start.toPlainTime().toString({ smallestUnit: 'minute' })}` };
}
