import { AppError, errorText } from '@homarus/base';
import { Cron } from 'croner';

/** When what is known is looked over. */
export interface ReviewTimes {
  /** Cron with five fields. Default `0 3 * * *`: every night at 03:00. */
  readonly cron?: string;
  /** IANA name or offset. Default: the memory's, else the machine's. */
  readonly timeZone?: string | undefined;
}

export const defaultReviewCron = '0 3 * * *';

/**
 * The next time of a review after an instant, Unix milliseconds; undefined when there is none any more.
 * Throws `invalid_request` for a pattern or a time zone that is none.
 */
export function createNextReview({
  cron = defaultReviewCron,
  timeZone,
}: ReviewTimes): (now: number) => number | undefined {
  const times = parseCron(cron, timeZone);
  let last: { readonly from: number; readonly next: number | undefined } | undefined;
  return (now) => {
    // Asked for at every turn: between two reviews the answer stays.
    if (last !== undefined && now >= last.from && now < (last.next ?? 0)) return last.next;
    last = { from: now, next: times.nextRun(new Date(now))?.getTime() };
    return last.next;
  };
}

function parseCron(pattern: string, timeZone: string | undefined): Cron {
  try {
    const times = new Cron(pattern, {
      paused: true,
      mode: '5-part',
      ...(timeZone === undefined ? {} : { timezone: timeZone }),
    });
    // A time zone is looked at only when it is used.
    times.nextRun(new Date(0));
    return times;
  } catch (error) {
    throw new AppError(
      'invalid_request',
      `The time of the review, ${JSON.stringify(pattern)}, is no cron pattern: ${errorText(error)}`,
      { details: { path: 'memory.review' }, cause: error },
    );
  }
}
