import type { MemoryStore, Scope } from '@homarus/memory';

import { fromRevisionRow } from '../tables/memory-revision-table.ts';
import { fromMemoryRow } from '../tables/memory-table.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import type { Db } from '../tables/schema.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';
import { ordered, selectMemories } from './select-memories.ts';

export function memoryReaders({
  of,
  relaxed,
}: SqlDatabase): Pick<
  MemoryStore,
  | 'findMemories'
  | 'countMemories'
  | 'getMemoryVersion'
  | 'listRevisions'
  | 'findTombstones'
  | 'touchMemories'
> {
  return {
    findMemories: async (scope, query) => {
      const rows = await ordered(
        selectMemories(of(scope.accountId), scope, query).selectAll(),
        query,
      )
        .limit(query.limit ?? 100)
        .offset(query.offset ?? 0)
        .execute();
      return rows.map(fromMemoryRow);
    },
    countMemories: async (scope, query) => {
      const row = await selectMemories(of(scope.accountId), scope, query)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirst();
      return row?.count ?? 0;
    },
    getMemoryVersion: (scope) => getMemoryVersion(of(scope.accountId), scope),
    listRevisions: async (scope, memoryId) => {
      const db = of(scope.accountId);
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
    findTombstones: (scope, fingerprints) =>
      findTombstones(of(scope.accountId), scope, fingerprints),
    touchMemories: async (scope, ids, at) => {
      if (ids.length === 0) return;
      await relaxed(of(scope.accountId), (connection) =>
        connection
          .updateTable('memory')
          .set((row) => ({ access_count: row('access_count', '+', 1), last_accessed_at: at }))
          .where('id', 'in', listOf(connection, ids))
          .where(onlyInScope(connection, scope, 'memory'))
          .execute(),
      );
    },
  };
}

async function getMemoryVersion(db: Db, scope: Scope): Promise<number> {
  const row = await db
    .selectFrom('partition')
    .select('memory_version')
    .where(inScope(scope, 'partition'))
    .executeTakeFirst();
  return row?.memory_version ?? 0;
}

async function findTombstones(
  db: Db,
  scope: Scope,
  fingerprints: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tombstone')
    .select('fingerprint')
    .where('fingerprint', 'in', listOf(db, fingerprints))
    .where(inScope(scope, 'partition'))
    .execute();
  return rows.map(({ fingerprint }) => fingerprint);
}
