import * as v from 'valibot';

import { scopeFields } from './scope.ts';

/** `GET /api/v1/reembed`: how far the vectors of a person are. */
export const EmbeddingStatusQuery = v.object(scopeFields);
export type EmbeddingStatusQuery = v.InferOutput<typeof EmbeddingStatusQuery>;

/** `POST /api/v1/reembed`: embeds what has no vector yet, or everything anew. */
export const ReembedBody = v.object({
  ...scopeFields,
  /** All anew, into a new space that takes the place of the one in use when it is full. */
  force: v.exactOptional(v.boolean()),
});
export type ReembedBody = v.InferOutput<typeof ReembedBody>;

/** The vectors that one model made of one person's memory. */
export interface EmbeddingSpaceAnswer {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly dimensions: number;
  /** `filling`: not searched yet; `active`: searched; `retired`: about to be removed. */
  readonly state: 'filling' | 'active' | 'retired';
  readonly vectors: number;
  /** Texts that the model refused. */
  readonly failed: number;
  /** Entries that have not been looked at yet. */
  readonly pending: number;
  readonly createdAt: number;
}

export interface EmbeddingStatusAnswer {
  readonly ok: true;
  /** The configured model, `<provider>/<model>`; null without one. */
  readonly model: string | null;
  /** Everything is embedded by the configured model, and searched so. */
  readonly isComplete: boolean;
  /** Oldest first. */
  readonly spaces: readonly EmbeddingSpaceAnswer[];
  /** Why the model failed the last time; null when it did not. */
  readonly failure: string | null;
}
