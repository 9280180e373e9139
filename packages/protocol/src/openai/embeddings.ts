import * as v from 'valibot';

import { optional, UserName } from './shared.ts';

/** Body of `POST /v1/embeddings`. Lists of token numbers are refused: their vocabulary is not known. */
export const EmbeddingsRequest = v.object({
  model: optional(v.string()),
  input: v.union([
    v.pipe(v.string(), v.minLength(1)),
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1), v.maxLength(2048)),
  ]),
  encoding_format: optional(v.picklist(['float', 'base64'])),
  /** Refused when it is not the model's own length. */
  dimensions: optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  user: optional(UserName),
});
export type EmbeddingsRequest = v.InferOutput<typeof EmbeddingsRequest>;

export interface EmbeddingsAnswer {
  readonly object: 'list';
  readonly data: readonly {
    readonly object: 'embedding';
    readonly index: number;
    /** Numbers, or base64 of 32-bit floats, little-endian. */
    readonly embedding: readonly number[] | string;
  }[];
  readonly model: string;
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
}
