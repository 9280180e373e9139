import * as v from 'valibot';

import { scopeFields } from './scope.ts';

/** `POST /api/v1/review`, and the query of `GET /api/v1/review`. */
export const ReviewBody = v.object(scopeFields);
export type ReviewBodyInput = v.InferInput<typeof ReviewBody>;
export type ReviewBody = v.InferOutput<typeof ReviewBody>;

/** What a review did. */
export interface ReviewAnswer {
  readonly ok: true;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Live memories that were looked at. */
  readonly examined: number;
  /** Jobs that had failed for good and got one more attempt. */
  readonly retriedJobs: number;
  /** Memories that said the same: the one that stays, the one that is gone, and its words. */
  readonly merged: readonly {
    readonly kept: string;
    readonly gone: string;
    readonly content: string;
  }[];
  /** How many memories weigh more and less than before. */
  readonly raised: number;
  readonly lowered: number;
  /** Habits that were noted or noted anew; only where a model words them. */
  readonly behaviours?: readonly { readonly id: string; readonly content: string }[];
}
