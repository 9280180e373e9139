import * as v from 'valibot';

import { IdText, Instant, listOf, textOf, wholeNumber } from '../schemas.ts';
import { CategoryFilter } from './category.ts';
import type { MemoryHit, SearchTraceBody } from './hit.ts';
import { scopeFields } from './scope.ts';

/** `POST /api/v1/search_memory`: finds memories and verbatim messages. */
export const SearchMemoryBody = v.pipe(
  v.object({
    ...scopeFields,
    /** Only this conversation. */
    sessionId: v.exactOptional(IdText),
    query: textOf({ min: 1, max: 10_000 }),
    /** Default 30. */
    limit: v.exactOptional(wholeNumber(1, 200)),
    /** Default: memories and messages. */
    categories: v.exactOptional(listOf(CategoryFilter, { max: 50 })),
    /** Only what was said at or after this instant. */
    timeFrom: v.exactOptional(Instant),
    /** Only what was said before this instant. */
    timeTo: v.exactOptional(Instant),
    /** What was known at this instant, though it may be superseded or forgotten now. */
    asOf: v.exactOptional(Instant),
    /** Hits below this score are left out. Default 0. */
    minScore: v.exactOptional(
      v.pipe(
        v.number(),
        v.check((score) => score >= 0 && score <= 1, 'a number from 0 to 1'),
      ),
    ),
    trace: v.exactOptional(v.boolean()),
  }),
  v.forward(
    v.check(
      ({ timeFrom, timeTo }) => timeFrom === undefined || timeTo === undefined || timeFrom < timeTo,
      'an instant after timeFrom',
    ),
    ['timeTo'],
  ),
);
export type SearchMemoryBodyInput = v.InferInput<typeof SearchMemoryBody>;
export type SearchMemoryBody = v.InferOutput<typeof SearchMemoryBody>;

export interface SearchMemoryAnswer {
  readonly ok: true;
  /** Best first. */
  readonly hits: readonly MemoryHit[];
  /** True when nothing stored is relevant; `hits` is empty then. */
  readonly abstained: boolean;
  readonly tookMs: number;
  readonly trace?: SearchTraceBody | undefined;
}
