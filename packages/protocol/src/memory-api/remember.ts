import * as v from 'valibot';

import { Instant, textOf } from '../schemas.ts';
import { MemoryCategory } from './category.ts';
import { scopeFields } from './scope.ts';

/** `POST /api/v1/remember`: what an agent stores because it was asked to. */
export const RememberBody = v.object({
  ...scopeFields,
  text: textOf({ min: 1, max: 8_000 }),
  /** Default 0.7. */
  importance: v.exactOptional(
    v.pipe(
      v.number(),
      v.check((share) => share >= 0 && share <= 1, 'a number from 0 to 1'),
    ),
  ),
  /** Default `user_memory_fact`. */
  category: v.exactOptional(MemoryCategory),
  /** When it was said; default, and at the latest: now. */
  saidAt: v.exactOptional(Instant),
});
export type RememberBodyInput = v.InferInput<typeof RememberBody>;
export type RememberBody = v.InferOutput<typeof RememberBody>;

export interface RememberAnswer {
  readonly ok: true;
  /** `updated`: it was known already, in these words or others. */
  readonly action: 'created' | 'updated';
  readonly id: string;
}
