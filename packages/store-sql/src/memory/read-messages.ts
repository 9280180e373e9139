import type { MemoryStore, MessageQuery, SessionScope, StoredMessage } from '@homarus/memory';

import { fromMessageRow } from '../tables/message-table.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import type { Db } from '../tables/schema.ts';
import { fromSearchEntryRow } from '../tables/search-entry-table.ts';
import { inScope, listOf, onlyInScope } from './in-scope.ts';
import { readSessionState } from './session-state.ts';

export function messageReaders({
  of,
}: SqlDatabase): Pick<
  MemoryStore,
  'listMessages' | 'findMessages' | 'findMessagesById' | 'getSessionState' | 'listSearchEntries'
> {
  return {
    listMessages: (scope, query) => listMessages(of(scope.accountId), scope, query),
    findMessages: async (scope, keys) => {
      const db = of(scope.accountId);
      const rows = await db
        .selectFrom('message')
        .selectAll()
        .where('key', 'in', listOf(db, keys))
        .where(onlyInScope(db, scope, 'agent'))
        .execute();
      return rows.map(fromMessageRow);
    },
    findMessagesById: async (scope, ids) => {
      const db = of(scope.accountId);
      const rows = await db
        .selectFrom('message')
        .selectAll()
        .where('id', 'in', listOf(db, ids))
        .where(inScope(scope, 'session'))
        .execute();
      return rows.map(fromMessageRow);
    },
    getSessionState: (scope) => readSessionState(of(scope.accountId), scope),
    listSearchEntries: async (scope, { afterSeq, limit }) => {
      const rows = await of(scope.accountId)
        .selectFrom('search_entry')
        .selectAll()
        .where(inScope(scope, 'partition'))
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(fromSearchEntryRow);
    },
  };
}

async function listMessages(
  db: Db,
  scope: SessionScope,
  { fromPosition = 0, toPosition, limit, last = false }: MessageQuery,
): Promise<readonly StoredMessage[]> {
  let select = db
    .selectFrom('message')
    .selectAll()
    .where(inScope(scope, 'session'))
    .where('position', '>=', fromPosition)
    .orderBy('position', last ? 'desc' : 'asc');
  if (toPosition !== undefined) select = select.where('position', '<', toPosition);
  if (limit !== undefined) select = select.limit(limit);
  const messages = (await select.execute()).map(fromMessageRow);
  return last ? messages.reverse() : messages;
}
