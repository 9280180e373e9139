import type { MemoryHit, SearchTraceBody } from '../memory-api/hit.ts';
import type { HistoryRevision, ListedMemory } from '../memory-api/library.ts';
import type { JobAnswer, RepairAnswer, VerifyAnswer } from '../memory-api/maintenance.ts';
import type { ArchiveAnswer } from '../memory-api/sessions.ts';
import type { EmbeddingStatusAnswer } from '../memory-api/vectors.ts';
import type {
  MemoryAdminAdded,
  MemoryAdminAddParams,
  MemoryAdminArchivesParams,
  MemoryAdminConfig,
  MemoryAdminDashboard,
  MemoryAdminDashboardParams,
  MemoryAdminDeleted,
  MemoryAdminDeleteParams,
  MemoryAdminEditParams,
  MemoryAdminExportParams,
  MemoryAdminFacets,
  MemoryAdminFacetsParams,
  MemoryAdminImportParams,
  MemoryAdminJobsParams,
  MemoryAdminListParams,
  MemoryAdminLogParams,
  MemoryAdminOneParams,
  MemoryAdminOwnerParams,
  MemoryAdminPage,
  MemoryAdminQueueParams,
  MemoryAdminReembedParams,
  MemoryAdminSearchParams,
  MemoryAdminTargetParams,
  MemoryAdminUndoParams,
} from './memory-admin.ts';
import type { Method, Nothing, Shape } from './method-shape.ts';

export interface MemoryAdminSearched {
  readonly hits: readonly MemoryHit[];
  readonly trace?: SearchTraceBody;
}

export interface MemoryAdminQueue {
  readonly pending: number;
  readonly dead: number;
  readonly jobs: readonly JobAnswer[];
}

/** A day: what was said, and what was learned of it. */
export interface MemoryAdminLog {
  readonly day: string;
  readonly timeZone: string;
  readonly messages: MemoryAdminPage;
  readonly memories: MemoryAdminPage;
}

export interface MemoryAdminArchives {
  readonly sessionId: string;
  /** Newest first. */
  readonly archives: readonly ArchiveAnswer[];
}

export interface MemoryAdminImportReport {
  readonly [count: string]: unknown;
}

interface Reading {
  readonly 'memory.admin.config': Shape<Nothing, MemoryAdminConfig>;
  readonly 'memory.admin.facets': Method<typeof MemoryAdminFacetsParams, MemoryAdminFacets>;
  readonly 'memory.admin.dashboard': Method<
    typeof MemoryAdminDashboardParams,
    MemoryAdminDashboard
  >;
  readonly 'memory.admin.list': Method<typeof MemoryAdminListParams, MemoryAdminPage>;
  readonly 'memory.admin.log': Method<typeof MemoryAdminLogParams, MemoryAdminLog>;
  readonly 'memory.admin.search': Method<typeof MemoryAdminSearchParams, MemoryAdminSearched>;
  readonly 'memory.admin.archives': Method<typeof MemoryAdminArchivesParams, MemoryAdminArchives>;
  readonly 'memory.admin.history': Method<
    typeof MemoryAdminOneParams,
    { readonly id: string; readonly revisions: readonly HistoryRevision[] }
  >;
}

interface Changing {
  readonly 'memory.admin.add': Method<typeof MemoryAdminAddParams, MemoryAdminAdded>;
  readonly 'memory.admin.edit': Method<
    typeof MemoryAdminEditParams,
    { readonly memory: ListedMemory }
  >;
  readonly 'memory.admin.delete': Method<typeof MemoryAdminDeleteParams, MemoryAdminDeleted>;
  readonly 'memory.admin.undo': Method<
    typeof MemoryAdminUndoParams,
    {
      readonly memory: ListedMemory;
      readonly restored: number;
      readonly conflicts: readonly ListedMemory[];
    }
  >;
}

interface Caring {
  readonly 'memory.admin.queue': Method<typeof MemoryAdminQueueParams, MemoryAdminQueue>;
  readonly 'memory.admin.retry': Method<typeof MemoryAdminJobsParams, { readonly retried: number }>;
  readonly 'memory.admin.drop': Method<typeof MemoryAdminJobsParams, { readonly dropped: number }>;
  readonly 'memory.admin.verify': Method<typeof MemoryAdminTargetParams, VerifyAnswer>;
  readonly 'memory.admin.repair': Method<typeof MemoryAdminTargetParams, Omit<RepairAnswer, 'ok'>>;
  readonly 'memory.admin.spaces': Method<
    typeof MemoryAdminOwnerParams,
    Omit<EmbeddingStatusAnswer, 'ok'>
  >;
  readonly 'memory.admin.reembed': Method<
    typeof MemoryAdminReembedParams,
    Omit<EmbeddingStatusAnswer, 'ok'>
  >;
  readonly 'memory.admin.export': Method<
    typeof MemoryAdminExportParams,
    { readonly exportId: string; readonly lines: readonly string[]; readonly isLast: boolean }
  >;
  readonly 'memory.admin.import': Method<
    typeof MemoryAdminImportParams,
    { readonly importId: string; readonly report?: MemoryAdminImportReport }
  >;
}

/** What the memory panel calls. */
export interface MemoryAdminMethods extends Reading, Changing, Caring {}
