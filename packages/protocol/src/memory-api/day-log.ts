import * as v from 'valibot';

import { parseIsoInstant, TimeZoneName } from '../schemas.ts';
import { scopeFields } from './scope.ts';

/** The query of `GET /api/v1/log`. */
export const DayLogQuery = v.object({
  ...scopeFields,
  /** Default: today. */
  day: v.exactOptional(
    v.pipe(
      v.string(),
      v.check(
        (day) => /^\d{4}-\d{2}-\d{2}$/u.test(day) && parseIsoInstant(day) !== undefined,
        'a day such as 2026-05-03',
      ),
    ),
  ),
  /** In which the day is meant. Default: the server's. */
  timeZone: v.exactOptional(TimeZoneName),
});
export type DayLogQueryInput = v.InferInput<typeof DayLogQuery>;
export type DayLogQuery = v.InferOutput<typeof DayLogQuery>;

export interface DayLogEntryAnswer {
  /** Unix milliseconds. */
  readonly at: number;
  readonly memoryId: string;
  readonly revision: number;
  /** `ended`: it no longer holds; `back`: it holds again. */
  readonly what: 'learned' | 'changed' | 'ended' | 'forgotten' | 'back';
  /** `extraction`, `person`, `tool`, `review`, `import`, `undo`. */
  readonly cause: string;
  /** Its words after that; absent when it is forgotten by now. */
  readonly text?: string | undefined;
}

/** What became of a person's memories on a day. */
export interface DayLogAnswer {
  readonly ok: true;
  readonly day: string;
  readonly timeZone: string;
  /** In the order of time. */
  readonly entries: readonly DayLogEntryAnswer[];
  /** More became of memories than is told. */
  readonly isCut: boolean;
}
