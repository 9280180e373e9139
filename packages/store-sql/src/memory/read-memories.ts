import type { MemoryStore } from '@homarus/memory';

import { fromRevisionRow } from '../tables/memory-revision-table.ts';
import { fromMemoryRow } from '../tables/memory-table.ts';
import type { Relaxed } from '../database/relaxed.ts';
import type { Db } from '../tables/schema.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';
import { ordered, selectMemories } from './select-memories.ts';

export function memoryReaders(
  db: Db,
  relaxed: Relaxed,
): Pick<
  MemoryStore,
  'findMemories' | 'countMemories' | 'listRevisions' | 'findTombstones' | 'touchMemories'
> {
  return {
    findMemories: async (scope, query) => {
      const rows = await ordered(selectMemories(db, scope, query).selectAll(), query.order)
        .limit(query.limit ?? 100)
        .offset(query.offset ?? 0)
        .execute();
      return rows.map(fromMemoryRow);
    },
    countMemories: async (scope, query) => {
      const row = await selectMemories(db, scope, query)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirst();
      return row?.count ?? 0;
    },
    listRevisions: async (scope, memoryId) => {
      const visible = db
        .selectFrom('memory')
        .select('id')
        .where('id', '=', memoryId)
        .where(onlyInScope(db, scope, 'memory'));
      const rows = await db
        .selectFrom('memory_revision')
        .selectAll()
        .where('memory_id', 'in', visible)
        .orderBy('revision', 'desc')
        .execute();
      return rows.map(fromRevisionRow);
    },
    findTombstones: async (scope, fingerprints) => {
      const rows = await db
        .selectFrom('tombstone')
        .select('fingerprint')
        .where('fingerprint', 'in', listOf(db, fingerprints))
        .where(inScope(scope, 'partition'))
        .execute();
      return rows.map(({ fingerprint }) => fingerprint);
    },
    touchMemories: async (scope, ids, at) => {
      if (ids.length === 0) return;
      await relaxed((connection) =>
        connection
          .updateTable('memory')
          .set((row) => ({ access_count: row('access_count', '+', 1), last_accessed_at: at }))
          .where('id', 'in', listOf(db, ids))
          .where(onlyInScope(db, scope, 'memory'))
          .execute(),
      );
    },
  };
}
