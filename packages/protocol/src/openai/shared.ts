import * as v from 'valibot';

import type { HitLane, MemoryHit } from '../memory-api/hit.ts';

/** What a value that may be left out or be `null` becomes: `undefined` either way. */
export function optional<const S extends v.GenericSchema>(schema: S) {
  return v.optional(
    v.pipe(
      v.nullable(schema),
      v.transform((value: v.InferOutput<S> | null) => value ?? undefined),
    ),
  );
}

/** A name for a function: what OpenAI allows. */
export const FunctionName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/u));

/** A JSON Schema object; its inside is the model's business. */
export const JsonSchemaObject = v.record(v.string(), v.unknown());

/**
 * Who is speaking: the person whose memory the turn uses. Any text of 1 to 256 characters without
 * control characters.
 */
export const UserName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.check(
    (value) => value.isWellFormed() && !/\p{Cc}/u.test(value),
    'Invalid user: expected text without control characters',
  ),
);

/** An http(s) address, or a `data:` URL with a base64 body. */
export const ImageUrl = v.pipe(
  v.string(),
  v.regex(/^(?:https?:\/\/\S+|data:[\w.+-]+\/[\w.+-]+;base64,[A-Za-z0-9+/=\s]+)$/u),
);

export const Metadata = v.record(v.string(), v.string());

export const Temperature = v.pipe(v.number(), v.minValue(0), v.maxValue(2));

export const TopP = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const TokenCount = v.pipe(v.number(), v.integer(), v.minValue(1));

/** One thing that memory recalled for an answer; an extra field of ours in OpenAI's answers. */
export interface RecalledItem {
  readonly id: string;
  readonly text: string;
  /** 0..1, comparable within one answer. */
  readonly score: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** Why it was found: which lanes of the search had it, at which rank. */
  readonly lanes: readonly HitLane[];
  readonly category: MemoryHit['category'];
  /** Where it was said; absent for a memory that no conversation is the source of. */
  readonly sessionId?: string | undefined;
}

/** The extra field `homarus` of final objects and last chunks. */
export interface HomarusExtra {
  readonly sessionKey: string;
  readonly sessionId: string;
  readonly runId: string;
  /** `<provider>/<model>` that answered. */
  readonly answeredBy: string;
  readonly recalled: readonly RecalledItem[];
  /** Steps of memory that failed or were too slow in this turn; empty when all went well. */
  readonly degraded: readonly string[];
}
