/** When a task runs, as `cron.add` takes it. */
export type Schedule =
  | { readonly kind: 'at'; readonly at: string }
  | { readonly kind: 'every'; readonly everyMs: number; readonly anchorMs?: number }
  | { readonly kind: 'cron'; readonly expr: string; readonly tz: string };

export const scheduleKinds = ['daily', 'every', 'once', 'cron'] as const;
export type ScheduleKind = (typeof scheduleKinds)[number];

export const everyUnits = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type EveryUnit = keyof typeof everyUnits;
export const everyUnitNames = ['minute', 'hour', 'day'] as const satisfies readonly EveryUnit[];

/** When a task runs, as a person chooses it; what belongs to another kind is kept meanwhile. */
export interface ScheduleDraft {
  readonly kind: ScheduleKind;
  /** `daily`: `07:30`, on these days; 0 is Sunday. */
  readonly time: string;
  readonly days: readonly number[];
  readonly count: number;
  readonly unit: EveryUnit;
  /** `every`: from when on it counts; undefined: from when it is saved. */
  readonly anchorMs: number | undefined;
  /** `once`: `2026-11-21T07:30`, in the time zone of the browser. */
  readonly at: string;
  readonly expression: string;
  /** IANA name, of `daily` and `cron`. */
  readonly timeZone: string;
}

export const allDays = [0, 1, 2, 3, 4, 5, 6] as const;

export function emptySchedule(timeZone: string): ScheduleDraft {
  return {
    kind: 'daily',
    time: '08:00',
    days: allDays,
    count: 1,
    unit: 'hour',
    anchorMs: undefined,
    at: '',
    expression: '0 8 * * *',
    timeZone,
  };
}

/** Undefined while something is missing. */
export function toSchedule(draft: ScheduleDraft): Schedule | undefined {
  const { kind, time, days, count, unit, at, expression, timeZone: tz } = draft;
  switch (kind) {
    case 'daily': {
      const [, hour, minute] = /^(\d\d):(\d\d)$/u.exec(time) ?? [];
      if (hour === undefined || minute === undefined || days.length === 0) return undefined;
      const weekdays = days.length === allDays.length ? '*' : inWeek(days).join(',');
      return { kind: 'cron', expr: `${Number(minute)} ${Number(hour)} * * ${weekdays}`, tz };
    }
    case 'every':
      return count >= 1 ? toEvery(count * everyUnits[unit], draft.anchorMs) : undefined;
    case 'once': {
      const instant = Date.parse(at);
      return Number.isNaN(instant)
        ? undefined
        : { kind: 'at', at: new Date(instant).toISOString() };
    }
    default:
      return expression.trim() === '' ? undefined : { kind: 'cron', expr: expression.trim(), tz };
  }
}

function toEvery(everyMs: number, anchorMs: number | undefined): Schedule {
  return { kind: 'every', everyMs, ...(anchorMs === undefined ? {} : { anchorMs }) };
}

/** The draft that a schedule comes from. */
export function fromSchedule(schedule: Schedule, timeZone: string): ScheduleDraft {
  const empty = emptySchedule(timeZone);
  switch (schedule.kind) {
    case 'at':
      return { ...empty, kind: 'once', at: toLocalTime(Date.parse(schedule.at)) };
    case 'every':
      return {
        ...empty,
        kind: 'every',
        ...toCount(schedule.everyMs),
        anchorMs: schedule.anchorMs,
      };
    default: {
      const { expr: expression, tz } = schedule;
      const daily = parseDaily(expression);
      return daily === undefined
        ? { ...empty, kind: 'cron', expression, timeZone: tz }
        : { ...empty, kind: 'daily', ...daily, expression, timeZone: tz };
    }
  }
}

/** The greatest unit of which it is a whole number. */
export function toCount(everyMs: number): Pick<ScheduleDraft, 'count' | 'unit'> {
  const unit = everyUnitNames.findLast((name) => everyMs % everyUnits[name] === 0) ?? 'minute';
  return { unit, count: everyMs / everyUnits[unit] };
}

/** `30 7 * * 1-5` as 07:30 on Monday to Friday; undefined for what is not one time a day. */
export function parseDaily(expression: string): Pick<ScheduleDraft, 'time' | 'days'> | undefined {
  const match = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:[-,][0-7])*)$/u.exec(expression.trim());
  const [, minute = '', hour = '', weekdays = ''] = match ?? [];
  if (match === null || Number(minute) > 59 || Number(hour) > 23) return undefined;
  const days = weekdays === '*' ? allDays : parseDays(weekdays);
  if (days.length === 0) return undefined;
  return { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, days };
}

/** `1-5`, `0,6`; 7 is Sunday too. Empty for what is no list of days. */
function parseDays(text: string): readonly number[] {
  const days = text.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first, ...others] = part.split('-').map(Number);
    if (others.length > 0 || !(last >= first)) return [];
    return Array.from({ length: last - first + 1 }, (_day, index) => (first + index) % 7);
  });
  return inWeek([...new Set(days)]);
}

const inWeek = (days: readonly number[]): readonly number[] => days.toSorted((a, b) => a - b);

/** As `datetime-local` has it. */
function toLocalTime(instant: number): string {
  const local = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
