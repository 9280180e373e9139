import type { MemoryRevision, RevisionCause } from '@homarus/memory';

import { fromJson, orNull, orUndefined, toJson } from './columns.ts';
import { fromMemoryRow, toMemoryRow } from './memory-table.ts';
import type { MemoryRow } from './memory-table.ts';

export interface MemoryRevisionTable {
  readonly memory_id: string;
  readonly revision: number;
  /** JSON: the memory's row as it was. */
  readonly previous: string | null;
  readonly cause: string;
  readonly reason: string | null;
  readonly created_at: number;
}

export function toRevisionRow(revision: MemoryRevision): MemoryRevisionTable {
  const { previous } = revision;
  return {
    memory_id: revision.memoryId,
    revision: revision.revision,
    previous: previous === undefined ? null : toJson(toMemoryRow(previous)),
    cause: revision.cause,
    reason: orNull(revision.reason),
    created_at: revision.createdAt,
  };
}

export function fromRevisionRow(row: MemoryRevisionTable): MemoryRevision {
  return {
    memoryId: row.memory_id,
    revision: row.revision,
    previous:
      row.previous === null ? undefined : fromMemoryRow(fromJson(row.previous) as MemoryRow),
    cause: row.cause as RevisionCause,
    reason: orUndefined(row.reason),
    createdAt: row.created_at,
  };
}
