import * as v from 'valibot';

import { IdText, textOf } from '../schemas.ts';
import type { MemoryCategory, MessageCategory } from './category.ts';
import type { MessageContent, MessageRole } from './message.ts';
import { scopeFields } from './scope.ts';

/** `POST /api/v1/get_memory`: one memory or message, by `id` or by `uri`. */
export const GetMemoryBody = v.pipe(
  v.object({
    ...scopeFields,
    /** The conversation of a message whose `id` is the caller's own. */
    sessionId: v.exactOptional(IdText),
    id: v.exactOptional(IdText),
    uri: v.exactOptional(textOf({ min: 1, max: 4096 })),
  }),
  v.forward(
    v.check(({ id, uri }) => (id === undefined) !== (uri === undefined), 'either "id" or "uri"'),
    ['id'],
  ),
);
export type GetMemoryBodyInput = v.InferInput<typeof GetMemoryBody>;
export type GetMemoryBody = v.InferOutput<typeof GetMemoryBody>;

interface OwnedAnswer {
  readonly ok: true;
  readonly id: string;
  readonly uri: string;
  readonly accountId: string;
  readonly userId: string;
  readonly agentId: string;
}

/** A memory. All instants are Unix milliseconds; what is not known is absent. */
export interface MemoryAnswer extends OwnedAnswer {
  readonly type: 'memory';
  /** `user:<userId>` or `agent:<agentId>`. */
  readonly ownerSpace: string;
  readonly category: MemoryCategory;
  readonly kind?: string | undefined;
  /** In three levels of detail; a short fact has the same text in all. */
  readonly abstract: string;
  readonly overview: string;
  readonly content: string;
  readonly subject: string;
  readonly attribute?: string | undefined;
  readonly value?: string | undefined;
  readonly entities: readonly string[];
  readonly tags: readonly string[];
  /** 0..1. */
  readonly importance: number;
  /** 0..1. */
  readonly confidence: number;
  readonly weight: number;
  readonly state: 'live' | 'superseded' | 'deleted';
  /** Who is behind it: `owner`, `agent`, `manual`, `untrusted`, `system`. */
  readonly provenance: string;
  /** Where it was learned, and the words that say it. */
  readonly sourceSessionId?: string | undefined;
  readonly sourceMessageIds: readonly string[];
  readonly quote?: string | undefined;
  /** When those words were said. */
  readonly saidAt: number;
  /** When it holds in the world. */
  readonly validFrom?: number | undefined;
  readonly validTo?: number | undefined;
  readonly recordedAt: number;
  readonly updatedAt: number;
  readonly supersededAt?: number | undefined;
  readonly supersededBy?: string | undefined;
  readonly deletedAt?: number | undefined;
  readonly accessCount: number;
  readonly lastAccessedAt?: number | undefined;
  /** Counts from 1. */
  readonly revision: number;
  readonly contentHash: string;
}

/** A verbatim message. */
export interface MessageAnswer extends OwnedAnswer {
  readonly type: 'message';
  /** The server's own id of it, unique over all sessions. */
  readonly key: string;
  readonly category: MessageCategory;
  readonly sessionId: string;
  /** Its place in the session, from 0. */
  readonly position: number;
  readonly role: MessageRole;
  /** As it was handed over. */
  readonly content: MessageContent;
  /** What is searched of it. */
  readonly text: string;
  readonly name?: string | undefined;
  readonly senderId?: string | undefined;
  readonly turnId?: string | undefined;
  readonly isHeartbeat: boolean;
  /** It only repeats what memory holds. */
  readonly isEcho: boolean;
  readonly createdAt: number;
  readonly recordedAt: number;
  readonly contentHash: string;
}

/** A message inside an answer. */
export type MessageView = Omit<MessageAnswer, 'ok' | 'type'>;

export type GetMemoryAnswer = MemoryAnswer | MessageAnswer;
