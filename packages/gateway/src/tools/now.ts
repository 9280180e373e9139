import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import type { Clock } from '@homarus/base';
import * as v from 'valibot';

/** What a clock on the wall says: `{iso: "2026-11-21T09:30:00+08:00", timeZone, weekday: "Saturday"}`. */
export interface WallTime {
  /** ISO 8601 to the second, with the offset of the zone. */
  readonly iso: string;
  readonly timeZone: string;
  readonly weekday: string;
}

const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return {
    iso: zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    timeZone,
    weekday: weekdays[zoned.dayOfWeek - 1] ?? '',
  };
}

/** Tells the time in the zone of the gateway. */
export function nowTool(clock: Clock, timeZone: string): Tool {
  return defineTool({
    name: 'now',
    description: 'The current date, time, time zone and weekday.',
    input: v.object({}),
    execute: () => {
      const time = wallTimeAt(clock.now(), timeZone);
      return Promise.resolve({
        text: `${time.iso} (${time.timeZone}), ${time.weekday}`,
        details: time,
      });
    },
  });
}
