import * as v from 'valibot';

import {
  QueryFlag,
  QueryInstant,
  queryList,
  QueryShare,
  queryWholeNumber,
} from '../query-schemas.ts';
import { IdText, Instant, listOf, textOf, wholeNumber } from '../schemas.ts';
import { MemoryCategory } from './category.ts';
import type { MemoryAnswer } from './get-memory.ts';
import { scopeFields } from './scope.ts';

const MemoryStateName = v.picklist(['live', 'superseded', 'deleted']);
const Content = textOf({ min: 1, max: 8_000 });
const Share = v.pipe(
  v.number(),
  v.check((share) => share >= 0 && share <= 1, 'a number from 0 to 1'),
);
const Tags = listOf(textOf({ max: 100 }), { max: 50 });
const Revision = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** The query of `GET /api/v1/memories`: memories by page. Lists are separated by commas. */
export const ListMemoriesQuery = v.object({
  ...scopeFields,
  /** Default `live`. */
  states: v.exactOptional(queryList(MemoryStateName)),
  categories: v.exactOptional(queryList(MemoryCategory)),
  subject: v.exactOptional(IdText),
  attribute: v.exactOptional(IdText),
  /** Words that the memory has, all of them. */
  text: v.exactOptional(textOf({ min: 1, max: 1_000 })),
  /** Learned in this conversation. */
  sessionId: v.exactOptional(IdText),
  /** Learned or stored by this agent. */
  byAgentId: v.exactOptional(IdText),
  /** When it was said: from (inclusive), to (exclusive). */
  timeFrom: v.exactOptional(QueryInstant),
  timeTo: v.exactOptional(QueryInstant),
  /** What was known at this instant, in the words of then. */
  asOf: v.exactOptional(QueryInstant),
  /** Both inclusive. */
  importanceMin: v.exactOptional(QueryShare),
  importanceMax: v.exactOptional(QueryShare),
  order: v.exactOptional(v.picklist(['recent', 'weight', 'importance', 'said'])),
  /** The other way round. */
  reversed: v.exactOptional(QueryFlag),
  /** Default 50. */
  limit: v.exactOptional(queryWholeNumber(1, 500)),
  offset: v.exactOptional(queryWholeNumber(0, Number.MAX_SAFE_INTEGER)),
});
export type ListMemoriesQueryInput = v.InferInput<typeof ListMemoriesQuery>;
export type ListMemoriesQuery = v.InferOutput<typeof ListMemoriesQuery>;

/** `POST /api/v1/memories`: a memory by hand. */
export const CreateMemoryBody = v.object({
  ...scopeFields,
  content: Content,
  /** Default `user_memory_fact`. */
  category: v.exactOptional(MemoryCategory),
  /** Default 0.7. */
  importance: v.exactOptional(Share),
  tags: v.exactOptional(Tags),
  validFrom: v.exactOptional(Instant),
  validTo: v.exactOptional(Instant),
});
export type CreateMemoryBodyInput = v.InferInput<typeof CreateMemoryBody>;
export type CreateMemoryBody = v.InferOutput<typeof CreateMemoryBody>;

/** `PATCH /api/v1/memories/{id}`: what is absent stays, `null` takes a date away. */
export const EditMemoryBody = v.object({
  ...scopeFields,
  content: v.exactOptional(Content),
  category: v.exactOptional(MemoryCategory),
  importance: v.exactOptional(Share),
  tags: v.exactOptional(Tags),
  validFrom: v.exactOptional(v.nullable(Instant)),
  validTo: v.exactOptional(v.nullable(Instant)),
  /** The revision that the editor saw; 409 when it is not the last one. */
  revision: v.exactOptional(Revision),
});
export type EditMemoryBodyInput = v.InferInput<typeof EditMemoryBody>;
export type EditMemoryBody = v.InferOutput<typeof EditMemoryBody>;

/** The query of `GET /api/v1/memories/{id}` and of its history. */
export const OneMemoryQuery = v.object(scopeFields);

/** The query of `DELETE /api/v1/memories/{id}`. */
export const ForgetMemoryQuery = v.object({
  ...scopeFields,
  revision: v.exactOptional(queryWholeNumber(1, Number.MAX_SAFE_INTEGER)),
});

/** `POST /api/v1/memories/{id}/undo`. */
export const UndoMemoryBody = v.object({
  ...scopeFields,
  /** The revision whose state comes back. Default: the one before the last. */
  revision: v.exactOptional(Revision),
  /** Ends the memories that contradict what comes back. */
  supersede: v.exactOptional(v.boolean()),
});
export type UndoMemoryBodyInput = v.InferInput<typeof UndoMemoryBody>;
export type UndoMemoryBody = v.InferOutput<typeof UndoMemoryBody>;

/** A memory inside an answer. */
export type ListedMemory = Omit<MemoryAnswer, 'ok' | 'type'>;

export interface ListMemoriesAnswer {
  readonly ok: true;
  readonly memories: readonly ListedMemory[];
  /** On all pages together. */
  readonly total: number;
}

export interface CreateMemoryAnswer {
  readonly ok: true;
  /** `unchanged`: it was known already. */
  readonly action: 'created' | 'updated' | 'unchanged';
  readonly memory: ListedMemory;
  /** Memories that no longer hold because of it. */
  readonly superseded: readonly string[];
}

export interface HistoryRevision {
  readonly revision: number;
  readonly createdAt: number;
  /** `extraction`, `person`, `tool`, `review`, `import`, `undo`. */
  readonly cause: string;
  readonly reason?: string | undefined;
  /** After this revision. */
  readonly state: 'live' | 'superseded' | 'deleted';
  readonly content: string;
  readonly changes: readonly {
    readonly field: string;
    readonly from?: unknown;
    readonly to?: unknown;
  }[];
}

export interface MemoryHistoryAnswer {
  readonly ok: true;
  readonly id: string;
  /** Newest first. */
  readonly revisions: readonly HistoryRevision[];
}

export interface UndoMemoryAnswer {
  readonly ok: true;
  readonly memory: ListedMemory;
  /** The revision whose state came back. */
  readonly restored: number;
  /** Live memories that contradict it now. */
  readonly conflicts: readonly ListedMemory[];
  readonly superseded: readonly string[];
}
