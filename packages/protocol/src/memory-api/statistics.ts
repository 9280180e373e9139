import * as v from 'valibot';

import { IdText, Instant, listOf, TimeZoneName, wholeNumber } from '../schemas.ts';
import { MemoryCategory, MessageCategory } from './category.ts';
import type { MessageView } from './get-memory.ts';
import { scopeFields } from './scope.ts';

export const RowCategory = v.picklist([...MemoryCategory.options, ...MessageCategory.options]);
export type RowCategory = v.InferOutput<typeof RowCategory>;

/** A person's live memories and messages, whichever agent stored them; what is there narrows. */
const rowFields = {
  ...scopeFields,
  /** Default: all. */
  categories: v.exactOptional(listOf(RowCategory, { max: 50 })),
  /** Stored by this agent. */
  byAgentId: v.exactOptional(IdText),
  sessionId: v.exactOptional(IdText),
} as const;

/** `POST /api/v1/statistics/places`: the agents and sessions that there are. */
export const PlacesBody = v.object(rowFields);
export type PlacesBodyInput = v.InferInput<typeof PlacesBody>;

export interface PlacesAnswer {
  readonly ok: true;
  readonly agentIds: readonly string[];
  readonly sessionIds: readonly string[];
}

/** `POST /api/v1/statistics/overview`: how much there is, of what and when. */
export const OverviewBody = v.object({
  ...rowFields,
  /** When it was said: from (inclusive), to (exclusive), at most 100 years. */
  timeFrom: Instant,
  timeTo: Instant,
  /** In which hours, days and months are meant: IANA name or offset. Default: the server's. */
  timeZone: v.exactOptional(TimeZoneName),
});
export type OverviewBodyInput = v.InferInput<typeof OverviewBody>;

interface NameCountsAnswer {
  readonly unique: number;
  /** Most rows first, at most 10. */
  readonly top: readonly { readonly name: string; readonly count: number }[];
}

export interface OverviewAnswer {
  readonly ok: true;
  readonly total: number;
  /** Only categories that have rows. */
  readonly byCategory: Readonly<Partial<Record<RowCategory, number>>>;
  /** Hours of a span up to 48 h, days up to 60 days, else months; empty ones too. */
  readonly buckets: readonly {
    readonly key: string;
    readonly label: string;
    /** Unix milliseconds. */
    readonly startsAt: number;
    readonly count: number;
  }[];
  readonly agents: NameCountsAnswer;
  readonly sessions: NameCountsAnswer;
  /** Of memories: `low` < 0.34 <= `mid` < 0.67 <= `high`. */
  readonly importance: {
    readonly low: number;
    readonly mid: number;
    readonly high: number;
    readonly average: number;
  };
}

/** `POST /api/v1/statistics/messages`: messages by what was said together, page by page. */
export const MessageBatchesBody = v.object({
  ...rowFields,
  timeFrom: v.exactOptional(Instant),
  timeTo: v.exactOptional(Instant),
  /** Default 100. */
  limit: v.exactOptional(wholeNumber(1, 500)),
  /** Default 0. */
  offset: v.exactOptional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  /** Default true. */
  newestFirst: v.exactOptional(v.boolean()),
});
export type MessageBatchesBodyInput = v.InferInput<typeof MessageBatchesBody>;

export interface MessageBatchesAnswer {
  readonly ok: true;
  readonly messages: readonly {
    readonly message: MessageView;
    /** The turn; a message of no turn is a batch by itself. */
    readonly batchId: string;
    readonly seqInBatch: number;
  }[];
  /** On all pages together. */
  readonly total: number;
}
