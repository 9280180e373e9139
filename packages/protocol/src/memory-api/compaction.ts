import * as v from 'valibot';

import { IdText, listOf, wholeNumber } from '../schemas.ts';
import { maxMessages, Message } from './message.ts';
import { sessionScopeFields } from './scope.ts';

const messages = v.exactOptional(listOf(Message, { max: maxMessages }));

/** `POST /api/v1/prepare_compaction`: stores and learns from what would be lost with the window. */
export const PrepareCompactionBody = v.object({
  ...sessionScopeFields,
  /** The window as the caller holds it; what is not stored yet is stored. */
  messages,
});
export type PrepareCompactionBodyInput = v.InferInput<typeof PrepareCompactionBody>;
export type PrepareCompactionBody = v.InferOutput<typeof PrepareCompactionBody>;

export interface PrepareCompactionAnswer {
  readonly ok: true;
  /** False when there is nothing to archive. */
  readonly prepared: boolean;
  /** For one `compact` of the same scope. */
  readonly prepareToken: string;
  readonly messagesPrepared: number;
  /** Memories that were added or changed. */
  readonly memories: number;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** `POST /api/v1/compact`: archives what is past the last archive. */
export const CompactBody = v.object({
  ...sessionScopeFields,
  /** Of `prepare_compaction`; without one, `compact` prepares itself. */
  prepareToken: v.exactOptional(IdText),
  messages,
  /** What the summary and the messages that stay may have together. Default: none stay. */
  tokenBudget: v.exactOptional(wholeNumber(0, 10_000_000)),
  /** Archives everything, whatever would fit. */
  force: v.exactOptional(v.boolean()),
});
export type CompactBodyInput = v.InferInput<typeof CompactBody>;
export type CompactBody = v.InferOutput<typeof CompactBody>;

export interface CompactAnswer {
  readonly ok: true;
  readonly compacted: boolean;
  /** Why nothing was archived. */
  readonly reason?: 'empty';
  /** Of the last archive; null when there is none. */
  readonly summary: string | null;
  readonly archiveUri: string | null;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** The first message that is not archived; null when all are. */
  readonly firstKeptMessageId: string | null;
}
