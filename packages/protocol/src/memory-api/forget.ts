import * as v from 'valibot';

import { IdText, textOf } from '../schemas.ts';
import type { MemoryCategory } from './category.ts';
import { scopeFields } from './scope.ts';

/** `POST /api/v1/forget`: what an agent forgets because it was asked to, by id or by words. */
export const ForgetBody = v.pipe(
  v.object({
    ...scopeFields,
    memoryId: v.exactOptional(IdText),
    query: v.exactOptional(textOf({ min: 1, max: 10_000 })),
  }),
  v.forward(
    v.check(
      ({ memoryId, query }) => (memoryId === undefined) !== (query === undefined),
      'either "memoryId" or "query"',
    ),
    ['memoryId'],
  ),
);
export type ForgetBodyInput = v.InferInput<typeof ForgetBody>;
export type ForgetBody = v.InferOutput<typeof ForgetBody>;

export interface ForgetCandidateAnswer {
  readonly id: string;
  readonly text: string;
  readonly category: MemoryCategory;
  /** 0..1; comparable within one answer only. */
  readonly score: number;
}

/** By words, one memory is deleted only when it is meant beyond doubt. */
export type ForgetAnswer =
  | { readonly ok: true; readonly action: 'deleted'; readonly id: string; readonly rows: number }
  | { readonly ok: true; readonly action: 'not_found'; readonly id: string }
  | {
      readonly ok: true;
      readonly action: 'candidates';
      readonly candidates: readonly ForgetCandidateAnswer[];
    }
  | { readonly ok: true; readonly action: 'nothing_found' };
