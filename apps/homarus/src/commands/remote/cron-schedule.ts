import { AppError } from '@homarus/base';
import type { CronAddParams } from '@homarus/protocol';
import type * as v from 'valibot';

import type { Texts } from '../../texts/index.ts';

/** When a job is to run, as the command line says it: one of `at`, `every` and `cron`. */
export interface ScheduleFlags {
  /** `30m` from now, a local time such as `2026-11-21T09:00`, or one with its offset. */
  readonly at?: string;
  /** `30m` */
  readonly every?: string;
  readonly cron?: string;
  /** IANA name, of `cron` and of a local time of `at`. Default: the machine's for `at`, the gateway's for `cron`. */
  readonly tz?: string;
}

type Schedule = v.InferInput<typeof CronAddParams>['schedule'];

/** Throws `invalid_request` that says what is expected. */
export function readSchedule(
  { at, every, cron, tz }: ScheduleFlags,
  { now, texts }: { readonly now: number; readonly texts: Texts['remote'] },
): Schedule {
  const [given, ...more] = [at, every, cron].filter((text) => text !== undefined);
  if (given === undefined || more.length > 0) throw invalid(texts.cron.oneSchedule);
  if (cron !== undefined) return { kind: 'cron', expr: cron, ...(tz === undefined ? {} : { tz }) };
  if (every !== undefined) {
    const everyMs = readSpan(every);
    if (everyMs === undefined) throw invalid(texts.cron.badSpan(every));
    return { kind: 'every', everyMs };
  }
  const span = readSpan(given);
  const instant = span === undefined ? readInstant(given, tz) : now + span;
  if (instant === undefined) throw invalid(texts.cron.badTime(given));
  return { kind: 'at', at: new Date(instant).toISOString() };
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `30m`. */
function readSpan(text: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d*)([smhd])$/u.exec(text) ?? [];
  const size = unitMs[unit];
  return size === undefined ? undefined : Number(count) * size;
}

function readInstant(text: string, timeZone = Temporal.Now.timeZoneId()): number | undefined {
  try {
    return /(?:z|[+-]\d\d:?\d\d)$/iu.test(text)
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function invalid(message: string): AppError {
  return new AppError('invalid_request', message);
}
