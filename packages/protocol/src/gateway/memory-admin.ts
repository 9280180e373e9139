import * as v from 'valibot';

import { CategoryFilter, MemoryCategory } from '../memory-api/category.ts';
import { IdText, Instant, listOf, textOf, wholeNumber } from '../schemas.ts';

/** The tabs of the memory panel: about the person, about the agent's work, verbatim messages. */
export const MemoryTab = v.picklist(['user', 'self', 'full']);
export type MemoryTab = v.InferOutput<typeof MemoryTab>;

/** What each tab shows, in the order of its filter. */
export const memoryTabCategories = {
  user: ['user_memory_fact', 'user_memory_preference', 'user_memory_decision'],
  self: ['self_improving_learnings', 'self_improving_errors', 'self_improving_feature_requests'],
  full: [
    'full_context_memory',
    'full_context_user',
    'full_context_assistant',
    'full_context_system',
    'full_context_tool',
    'full_context_tool_result',
    'full_context_others',
  ],
} as const satisfies Record<MemoryTab, readonly CategoryFilter[]>;

export const memoryCategoryLabels = {
  zh: {
    user_memory_fact: '用户事实',
    user_memory_preference: '用户偏好',
    user_memory_decision: '用户决策',
    full_context_memory: '全文记忆',
    full_context_user: '全文 · 用户消息',
    full_context_assistant: '全文 · AI助手消息',
    full_context_system: '全文 · 系统消息',
    full_context_tool: '全文 · 工具调用',
    full_context_tool_result: '全文 · 工具结果',
    full_context_others: '全文 · 其他消息',
    self_improving_learnings: '最佳实践',
    self_improving_errors: '错误经验',
    self_improving_feature_requests: '行为诉求',
  },
  en: {
    user_memory_fact: 'Facts',
    user_memory_preference: 'Preferences',
    user_memory_decision: 'Decisions',
    full_context_memory: 'Full context',
    full_context_user: 'Full context · user',
    full_context_assistant: 'Full context · assistant',
    full_context_system: 'Full context · system',
    full_context_tool: 'Full context · tool calls',
    full_context_tool_result: 'Full context · tool results',
    full_context_others: 'Full context · other',
    self_improving_learnings: 'Best practices',
    self_improving_errors: 'Lessons from errors',
    self_improving_feature_requests: 'Requests on behaviour',
  },
} as const satisfies Record<'zh' | 'en', Record<CategoryFilter, string>>;

/** The session of what is added by hand. */
export const manualSessionId = 'manual_insert';

const empty = v.pipe(
  v.literal(''),
  v.transform(() => undefined),
);

/** A filter of the panel: absent, null and empty mean no filter. */
function chosen<const S extends v.GenericSchema>(item: S) {
  return v.pipe(
    v.nullish(v.union([empty, item])),
    v.transform((value) => value ?? undefined),
  );
}

const text = v.pipe(v.string(), v.nonEmpty());
const chosenInstant = chosen(Instant);
/** Within bounds whatever is sent; the answer says what was taken. */
function clamped(limits: {
  readonly min: number;
  readonly max: number;
  readonly ifAbsent: number;
}) {
  const { min, max, ifAbsent } = limits;
  return v.pipe(
    v.optional(v.pipe(v.number(), v.integer()), ifAbsent),
    v.transform((value) => Math.min(Math.max(value, min), max)),
  );
}

/** Whose memory, default the caller's own; part of the parameters of all `memory.admin.*`. */
const person = { userId: chosen(IdText) } as const;
/** One agent's view of that memory. */
const owner = { ...person, agentId: IdText } as const;
const one = { ...owner, id: IdText } as const;
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const revision = v.exactOptional(wholeNumber(1, Number.MAX_SAFE_INTEGER));

export const MemoryAdminConfigParams = v.object({});
export const MemoryAdminFacetsParams = v.object({ ...person, tab: chosen(MemoryTab) });

export const MemoryAdminDashboardParams = v.object({
  ...person,
  /** `*` for all agents of the person. */
  agentId: IdText,
  sessionId: chosen(IdText),
  timeFrom: Instant,
  timeTo: Instant,
});

export const MemoryAdminListParams = v.object({
  ...owner,
  tab: v.optional(MemoryTab, 'user'),
  sessionId: chosen(IdText),
  timeFrom: chosenInstant,
  timeTo: chosenInstant,
  category: chosen(textOf({ max: 100 })),
  page: clamped({ min: 1, max: Number.MAX_SAFE_INTEGER, ifAbsent: 1 }),
  limit: clamped({ min: 1, max: 500, ifAbsent: 100 }),
  sortDesc: v.optional(v.boolean(), true),
  /** Words that the memory has, all of them; not of the full tab. */
  text: chosen(textOf({ max: 1000 })),
  /** Default `live`; messages are always live. */
  states: v.exactOptional(listOf(v.picklist(['live', 'superseded', 'deleted']), { max: 3 })),
});

/** What is no object with an `agentId` and an `id` is passed over. */
export const MemoryAdminDeleteParams = v.object({
  ...person,
  items: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(1000)), []),
});

export const MemoryAdminAddParams = v.object({
  ...owner,
  /** Cut at 8,000 characters. */
  text,
  category: CategoryFilter,
  importance: v.exactOptional(share),
});

export const MemoryAdminOneParams = v.object(one);

export const MemoryAdminEditParams = v.object({
  ...one,
  content: v.exactOptional(textOf({ min: 1, max: 8000 })),
  category: v.exactOptional(MemoryCategory),
  importance: v.exactOptional(share),
  tags: v.exactOptional(listOf(textOf({ max: 100 }), { max: 50 })),
  validFrom: v.exactOptional(v.nullable(Instant)),
  validTo: v.exactOptional(v.nullable(Instant)),
  /** The revision that the editor saw. */
  revision,
});

export const MemoryAdminUndoParams = v.object({
  ...one,
  /** The revision whose state comes back. Default: the one before the last. */
  revision,
  supersede: v.exactOptional(v.boolean()),
});

export const MemoryAdminSearchParams = v.object({
  ...owner,
  query: textOf({ min: 1, max: 10_000 }),
  sessionId: chosen(IdText),
  categories: v.exactOptional(listOf(CategoryFilter, { max: 50 })),
  timeFrom: chosenInstant,
  timeTo: chosenInstant,
  /** What was known at this instant. */
  asOf: chosenInstant,
  limit: clamped({ min: 1, max: 200, ifAbsent: 30 }),
});

export const MemoryAdminArchivesParams = v.object({ ...owner, sessionId: IdText });

export const MemoryAdminLogParams = v.object({
  ...owner,
  /** `2026-11-21`, in the gateway's time zone. Default: today. */
  day: v.exactOptional(v.pipe(v.string(), v.isoDate())),
  page: clamped({ min: 1, max: Number.MAX_SAFE_INTEGER, ifAbsent: 1 }),
  limit: clamped({ min: 1, max: 500, ifAbsent: 100 }),
});

const jobIds = v.exactOptional(listOf(IdText, { min: 1, max: 1000 }));

export const MemoryAdminQueueParams = v.object({
  ...person,
  state: v.exactOptional(v.picklist(['pending', 'running', 'dead'])),
  limit: clamped({ min: 1, max: 1000, ifAbsent: 100 }),
});

/** These jobs, or all dead ones. Without `userId`: of the whole account. */
export const MemoryAdminJobsParams = v.object({ ...person, ids: jobIds });

/** One person's rows, or the whole account's. */
export const MemoryAdminTargetParams = v.object({
  ...person,
  /** Every account, with a check of the database's file. */
  all: v.exactOptional(v.boolean()),
});

export const MemoryAdminOwnerParams = v.object(owner);

export const MemoryAdminReembedParams = v.object({ ...owner, force: v.exactOptional(v.boolean()) });

/** Without `exportId` an export begins; with it, it goes on. */
export const MemoryAdminExportParams = v.object({ ...person, exportId: v.exactOptional(IdText) });

/** Without `importId` an import begins. `isLast` ends it and answers its report. */
export const MemoryAdminImportParams = v.object({
  importId: v.exactOptional(IdText),
  lines: v.pipe(v.array(v.string()), v.maxLength(20_000)),
  isLast: v.optional(v.boolean(), false),
  dryRun: v.exactOptional(v.boolean()),
  /** Take what belongs to another account into this one. */
  adopt: v.exactOptional(v.boolean()),
});

/** The parameters of `memory.search`. */
export const MemorySearchParams = v.object({
  query: textOf({ min: 1, max: 10_000 }),
  agentId: chosen(IdText),
  sessionKey: chosen(IdText),
  maxResults: clamped({ min: 1, max: 200, ifAbsent: 10 }),
  minScore: v.exactOptional(share),
});

/** The parameters of `memory.status` and `doctor.memory.status`. */
export const MemoryStatusParams = v.object({ agentId: chosen(IdText) });

export interface MemoryAdminConfig {
  readonly enableFullContextMemory: boolean;
  readonly enableSelfImprovingMemory: boolean;
  readonly categoryLabelsZh: Readonly<Record<string, string>>;
  readonly categoryLabels: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>>;
  readonly tabCategories: Readonly<Record<MemoryTab, readonly string[]>>;
  readonly memoryTypeFilterOptions: Readonly<
    Record<MemoryTab, readonly { readonly category: string; readonly labelZh: string }[]>
  >;
}

export interface MemoryAdminFacets {
  readonly agents: readonly string[];
  readonly sessions: readonly string[];
}

export interface MemoryAdminDashboard {
  readonly total: number;
  readonly timeFromMs: number;
  readonly timeToMs: number;
  readonly byKind: Readonly<Record<MemoryTab | 'other', number>>;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly byBucket: readonly {
    readonly key: string;
    readonly label: string;
    readonly count: number;
  }[];
  readonly topAgents: readonly { readonly agentId: string; readonly count: number }[];
  readonly topSessions: readonly { readonly sessionId: string; readonly count: number }[];
  readonly importance: {
    readonly low: number;
    readonly mid: number;
    readonly high: number;
    readonly avg: number;
  };
  readonly uniqueAgents: number;
  readonly uniqueSessions: number;
}

export interface MemoryAdminItem {
  readonly id: string;
  readonly agentId: string;
  /** Empty where it was learned in none. */
  readonly sessionId: string;
  readonly text: string;
  /** 0..1; of a message 0. */
  readonly importance: number;
  readonly category: string;
  /** When it was said, Unix milliseconds. */
  readonly createdAt: number;
  readonly isDeleted: boolean;
  /** Of a message: what was said together, and its place in it. */
  readonly batchId?: string;
  readonly seqInBatch?: number;
  /** Messages are kept whole: always 0. */
  readonly chunkIndex?: number;
  /** Of a message that is cut here; `memory.admin.get` has all of it. */
  readonly isCut?: true;
  readonly name?: string | undefined;
  /** Of a memory. */
  readonly state?: 'live' | 'superseded' | 'deleted';
  readonly revision?: number;
  readonly tags?: readonly string[];
  readonly provenance?: string;
  readonly updatedAt?: number;
}

export interface MemoryAdminPage {
  readonly items: readonly MemoryAdminItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

export interface MemoryAdminDeleted {
  readonly deleted: number;
  /** What was not deleted, and why: it is not there, or it is a verbatim message. */
  readonly kept: readonly {
    readonly agentId: string;
    readonly id: string;
    readonly reason: 'not_found' | 'verbatim';
  }[];
}

export interface MemoryAdminAdded {
  readonly id: string;
  readonly createdAt: number;
  readonly chunkRows: number;
}

/** The payload beside the error of a `memory.admin.*` that failed. */
export interface MemoryAdminFailure {
  readonly error: string;
  /** As an HTTP status. */
  readonly status: number;
}
