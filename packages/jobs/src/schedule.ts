import { AppError, assertNever, isTimeZone } from '@homarus/base';
import { Cron } from 'croner';

/** When a job runs. Instants are Unix milliseconds. */
export type Schedule =
  /** Once. */
  | { readonly kind: 'at'; readonly at: number }
  /** At `anchorMs` and every `everyMs` (at least 1,000) before and after it, whatever clocks people use. */
  | { readonly kind: 'every'; readonly everyMs: number; readonly anchorMs: number }
  /**
   * By a cron expression of five or six fields, read in an IANA time zone. A run whose hour a change of
   * the clock leaves out comes as soon as that hour would have ended, and one whose hour comes twice
   * runs the first time; an expression of every hour or minute runs in each.
   */
  | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };

export const minEveryMs = 1000;

/** Whether runs can be computed of it. Throws `invalid_request` with what is wrong with which field. */
export function checkSchedule(schedule: Schedule): void {
  if (schedule.kind === 'cron') {
    cronOf(schedule);
    return;
  }
  const times = schedule.kind === 'at' ? [schedule.at] : [schedule.everyMs, schedule.anchorMs];
  if (times.every((time) => Number.isSafeInteger(time) && time >= 0)) {
    if (schedule.kind === 'at' || schedule.everyMs >= minEveryMs) return;
  }
  const [field, expected] =
    schedule.kind === 'at'
      ? ['at', 'an instant']
      : ['everyMs', `at least ${minEveryMs} ms, and an anchor that is an instant`];
  throw invalid(field, expected);
}

/** The first run after an instant; undefined when there is none. */
export function nextRunAfter(schedule: Schedule, after: number): number | undefined {
  switch (schedule.kind) {
    case 'at':
      return schedule.at > after ? schedule.at : undefined;
    case 'every': {
      const { everyMs, anchorMs } = schedule;
      return anchorMs + (Math.floor((after - anchorMs) / everyMs) + 1) * everyMs;
    }
    case 'cron':
      return cronOf(schedule).nextRun(new Date(after))?.getTime();
    default:
      return assertNever(schedule);
  }
}

/** The last runs up to an instant, itself included, the latest first; at most `limit`. */
export function lastRunsUntil(schedule: Schedule, until: number, limit: number): readonly number[] {
  switch (schedule.kind) {
    case 'at':
      return schedule.at <= until ? [schedule.at].slice(0, limit) : [];
    case 'every': {
      const { everyMs, anchorMs } = schedule;
      const last = anchorMs + Math.floor((until - anchorMs) / everyMs) * everyMs;
      return Array.from({ length: limit }, (_, index) => last - index * everyMs);
    }
    case 'cron': {
      // Before a second is after all of the one before, which has the instant itself.
      const before = new Date(Math.floor(until / 1000) * 1000 + 1000);
      const runs = cronOf(schedule).previousRuns(limit + 1, before);
      return runs
        .map((run) => run.getTime())
        .filter((run) => run <= until)
        .slice(0, limit);
    }
    default:
      return assertNever(schedule);
  }
}

function cronOf({ expression, timeZone }: Extract<Schedule, { kind: 'cron' }>): Cron {
  if (!isTimeZone(timeZone))
    throw invalid('tz', `a time zone such as Asia/Shanghai, not ${timeZone}`);
  const fields = expression.trim().split(/\s+/u).length;
  if (fields !== 5 && fields !== 6) throw invalid('expr', 'a cron expression of 5 or 6 fields');
  try {
    return new Cron(expression, { timezone: timeZone, paused: true });
  } catch (error) {
    throw invalid('expr', 'a cron expression such as "0 9 * * 1-5"', error);
  }
}

function invalid(field: string, expected: string, cause?: unknown): AppError {
  return new AppError('invalid_request', `schedule.${field}: expected ${expected}.`, {
    details: { path: `schedule.${field}`, expected },
    cause,
  });
}
