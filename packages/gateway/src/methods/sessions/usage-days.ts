import { AppError } from '@homarus/base';

const dayMs = 86_400_000;

/** The days that are asked for, as dates of a time zone; both ends are counted. */
export interface DayRange {
  readonly startDate: string;
  readonly endDate: string;
  /** How many they are. */
  readonly days: number;
  /** Instants around all of these days, wherever the zone is. Unix milliseconds. */
  readonly from: number;
  readonly to: number;
  /** The date of an instant. */
  readonly dayOf: (at: number) => string;
}

export interface DayRangeRequest {
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  /** Up to the end date, when there is neither a range nor a start date. */
  readonly days?: number | undefined;
  readonly range?: '7d' | '30d' | '90d' | '1y' | 'all' | undefined;
  readonly timeZone: string;
  readonly now: number;
}

const rangeDays = { '7d': 7, '30d': 30, '90d': 90, '1y': 365, all: undefined } as const;

/** Default: the last 30 days. `invalid_request` for a time zone that does not exist. */
export function toDayRange(request: DayRangeRequest): DayRange {
  const { now, range } = request;
  const dayOf = dayFormat(request.timeZone);
  const days = range === undefined ? (request.days ?? 30) : rangeDays[range];
  const { endDate = dayOf(now) } = request;
  const first = days === undefined ? '1970-01-01' : dateBefore(endDate, days - 1);
  const { startDate = first } = request;
  return {
    startDate,
    endDate,
    days: Math.max(0, Math.round((Date.parse(endDate) - Date.parse(startDate)) / dayMs) + 1),
    from: Math.max(0, Date.parse(startDate) - dayMs),
    to: Date.parse(endDate) + 2 * dayMs,
    dayOf,
  };
}

/** `UTC+8` and `+5:30` as the time zone names of the runtime: `+08:00`. */
export function toOffsetZone(offset: string): string {
  const match = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/iu.exec(offset.trim());
  if (match === null) return offset;
  const [, sign = '+', hours = '0', minutes = '00'] = match;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}

function dateBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10);
}

function dayFormat(timeZone: string): (at: number) => string {
  try {
    const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const format = new Intl.DateTimeFormat('sv-SE', options);
    return (at) => format.format(at);
  } catch {
    throw new AppError('invalid_request', `timeZone: there is no time zone '${timeZone}'.`, {
      details: { path: 'timeZone', received: timeZone },
    });
  }
}
