import * as v from 'valibot';

import { listOf, wholeNumber } from '../schemas.ts';
import {
  handOverFields,
  maxMessages,
  Message,
  type MessageContent,
  type MessageRole,
} from './message.ts';
import { sessionScopeFields } from './scope.ts';

/** `POST /api/v1/bootstrap`: takes a transcript over. */
export const BootstrapBody = v.object({
  ...sessionScopeFields,
  ...handOverFields,
  messages: v.exactOptional(listOf(Message, { max: maxMessages })),
});
export type BootstrapBodyInput = v.InferInput<typeof BootstrapBody>;
export type BootstrapBody = v.InferOutput<typeof BootstrapBody>;

export interface BootstrapAnswer {
  readonly ok: true;
  /** Messages that were not stored before. */
  readonly imported: number;
}

/** `GET /api/v1/sessions/:id` and `POST .../commit`; the session is named by the path. */
export const SessionBody = v.object(sessionScopeFields);

/** A summary of what left a window. */
export interface ArchiveAnswer {
  readonly uri: string;
  /** Counts from 1. */
  readonly number: number;
  /** The positions it covers, both inclusive. */
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly summary: string;
  readonly createdAt: number;
  /** True while rules wrote it because the model failed; it is written anew later. */
  readonly isProvisional: boolean;
}

export interface SessionAnswer {
  readonly ok: true;
  readonly sessionId: string;
  readonly messages: number;
  readonly messagesByRole: Readonly<Partial<Record<MessageRole, number>>>;
  readonly firstMessageAt: number | null;
  readonly lastMessageAt: number | null;
  /** Messages that have not been learned from yet. */
  readonly pendingMessages: number;
  /** Messages that no archive covers. */
  readonly openMessages: number;
  /** Newest first; the first takes in all others. */
  readonly archives: readonly ArchiveAnswer[];
}

export interface SessionCommitAnswer {
  readonly ok: true;
  readonly added: number;
  readonly updated: number;
  readonly superseded: number;
  readonly skipped: number;
  /** Messages that could not be learned from in time; a job does it. */
  readonly pendingMessages: number;
}

/** `GET /api/v1/sessions/:id/context`: what a window needs to go on with a conversation. */
export const SessionContextQuery = v.object({
  ...sessionScopeFields,
  /** Default 4000. */
  tokenBudget: v.exactOptional(
    v.pipe(v.union([v.string(), v.number()]), v.transform(Number), wholeNumber(1, 200_000)),
  ),
});
export type SessionContextQuery = v.InferOutput<typeof SessionContextQuery>;

export interface SessionContextAnswer {
  readonly ok: true;
  /** Of the last archive; empty without one. */
  readonly summary: string;
  readonly archiveUri: string | null;
  /** The latest messages that the archive does not cover, in order. */
  readonly messages: readonly {
    readonly id: string;
    readonly role: MessageRole;
    readonly content: MessageContent;
    readonly name?: string;
    readonly createdAt: number;
  }[];
  /** Messages that no archive covers and that did not fit. */
  readonly omitted: number;
  readonly estimatedTokens: number;
}
