import * as v from 'valibot';

import { listOf, textOf, wholeNumber } from '../schemas.ts';
import type { MemoryHit } from './hit.ts';
import { maxMessages, Message } from './message.ts';
import { scopeFields, sessionScopeFields } from './scope.ts';

/** `POST /api/v1/prefetch`: searches ahead for the expected next topic. */
export const PrefetchBody = v.pipe(
  v.object({
    ...sessionScopeFields,
    prompt: v.exactOptional(textOf({ max: 1_000_000 })),
    messages: v.exactOptional(listOf(Message, { min: 1, max: maxMessages })),
    /** Candidates to answer; all that are found are buffered. Default 5. */
    topK: v.exactOptional(wholeNumber(1, 30)),
  }),
  v.forward(
    v.check(
      ({ prompt, messages }) => prompt !== undefined || messages !== undefined,
      '"prompt" or "messages"',
    ),
    ['prompt'],
  ),
);
export type PrefetchBodyInput = v.InferInput<typeof PrefetchBody>;
export type PrefetchBody = v.InferOutput<typeof PrefetchBody>;

export interface PrefetchAnswer {
  readonly ok: true;
  /** Its distinctive words, as one line. */
  readonly topic: string;
  readonly candidates: readonly MemoryHit[];
  readonly buffered: number;
}

/** `GET` or `POST /api/v1/session_working_set`, `POST /api/v1/dispose`. */
export const WorkingSetBody = v.object(sessionScopeFields);

export interface WorkingSetAnswer {
  readonly ok: true;
  readonly sessionId: string;
  /** The distinctive words of the latest messages. */
  readonly topic: string;
  /** What the buffer was filled for; null when it is empty. */
  readonly bufferedTopic: string | null;
  readonly buffered: readonly MemoryHit[];
  /** How often the buffer took the place of a search, and how often it did not fit. */
  readonly bufferHits: number;
  readonly bufferMisses: number;
  /** What was put into prompts, the latest last; the revision of a message is null. */
  readonly injected: readonly { readonly id: string; readonly revision: number | null }[];
  /** Messages that have not been learned from yet, and their tokens. */
  readonly pendingMessages: number;
  readonly pendingTokens: number;
  readonly lastActivityAt: number | null;
}

export interface DisposeAnswer {
  readonly ok: true;
  readonly flushed: boolean;
}

/** `POST /api/v1/evict_idle_sessions`: lets go of what is kept in process. */
export const EvictIdleSessionsBody = v.object({
  ...scopeFields,
  maxIdleSeconds: wholeNumber(0, 31_536_000),
});
export type EvictIdleSessionsBodyInput = v.InferInput<typeof EvictIdleSessionsBody>;
export type EvictIdleSessionsBody = v.InferOutput<typeof EvictIdleSessionsBody>;

export interface EvictIdleSessionsAnswer {
  readonly ok: true;
  /** Ids of sessions, the longest idle first. */
  readonly evicted: readonly string[];
}
