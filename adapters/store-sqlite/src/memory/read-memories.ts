import type { MemoryQuery, MemoryState, MemoryStore } from '@homarus/memory';
import { sql } from 'kysely';
import type { Selectable, SelectQueryBuilder } from 'kysely';

import { fromRevisionRow } from '../tables/memory-revision-table.ts';
import { fromMemoryRow } from '../tables/memory-table.ts';
import type { MemoryTable } from '../tables/memory-table.ts';
import type { Relaxed } from '../database/relaxed.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { inScope, listOf } from './in-scope.ts';

export function memoryReaders(
  db: Db,
  relaxed: Relaxed,
): Pick<MemoryStore, 'findMemories' | 'listRevisions' | 'findTombstones' | 'touchMemories'> {
  return {
    findMemories: async (scope, query) => {
      const lookup = query.ids === undefined ? 'scope' : 'key';
      const found = db
        .selectFrom('memory')
        .selectAll()
        .where(inScope(scope, 'memory', lookup));
      const rows = await ordered(filtered(found, query), query.order)
        .limit(query.limit ?? 100)
        .execute();
      return rows.map(fromMemoryRow);
    },
    listRevisions: async (scope, memoryId) => {
      const visible = db
        .selectFrom('memory')
        .select('id')
        .where('id', '=', memoryId)
        .where(inScope(scope, 'memory', 'key'));
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
        .where('fingerprint', 'in', listOf(fingerprints))
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
          .where('id', 'in', listOf(ids))
          .where(inScope(scope, 'memory', 'key'))
          .execute(),
      );
    },
  };
}

type MemorySelect = SelectQueryBuilder<Schema, 'memory', Selectable<MemoryTable>>;

function ordered(select: MemorySelect, order: MemoryQuery['order']): MemorySelect {
  const byTime = (query: MemorySelect): MemorySelect =>
    query.orderBy('updated_at', 'desc').orderBy('id', 'desc');
  return byTime(order === 'weight' ? select.orderBy('ranking', 'desc') : select);
}

function filtered(select: MemorySelect, query: MemoryQuery): MemorySelect {
  const { ids, categories, states = ['live'] } = query;
  // The unary plus keeps SQLite from walking all memories of the state where few can match.
  const state = isSelective(query) ? sql<MemoryState>`+state` : sql<MemoryState>`state`;
  let result = select.where(state, 'in', states);
  if (ids !== undefined) result = result.where('id', 'in', listOf(ids));
  if (categories !== undefined) result = result.where('category', 'in', categories);
  const equals = [
    ['uri', query.uri],
    ['subject', query.subject],
    ['attribute', query.attribute],
    ['content_hash', query.contentHash],
    ['fingerprint', query.fingerprint],
    ['source_session_id', query.sourceSessionId],
  ] as const;
  for (const [column, value] of equals) {
    if (value !== undefined) result = result.where(column, '=', value);
  }
  return result;
}

/** Whether the query has a condition with an index of its own that few memories meet. */
function isSelective({ uri, attribute, contentHash, fingerprint, ids }: MemoryQuery): boolean {
  return [uri, attribute, contentHash, fingerprint, ids].some((value) => value !== undefined);
}
