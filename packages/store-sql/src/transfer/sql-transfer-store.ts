import type { Partition, TransferPage, TransferQuery, TransferStore } from '@homarus/memory';
import { sql } from 'kysely';

import { chunksOf } from '../database/chunks.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { inPartition } from '../maintenance/list-partitions.ts';
import { inScope } from '../memory/in-scope.ts';
import { fromJson } from '../tables/columns.ts';
import { fromMemoryRow } from '../tables/memory-table.ts';
import type { Db } from '../tables/schema.ts';
import { fromArchiveRow } from '../tables/session-archive-table.ts';

/** Reads partitions whole; every list walks an index, so that a page costs what it holds. */
export function sqlTransferStore({ of }: SqlDatabase): TransferStore {
  return {
    ...sessionLists(of),
    listMemories: async (partition, query) => {
      const [uri, id] = placeOf(query, 2);
      const rows = await of(partition.accountId)
        .selectFrom('memory')
        .selectAll()
        .where(inPartition(partition, 'memory'))
        .where(sql<boolean>`(uri, id) > (${uri}, ${id})`)
        .orderBy('uri')
        .orderBy('id')
        .limit(query.limit)
        .execute();
      return pageOf(rows, query, { toItem: fromMemoryRow, toPlace: (row) => [row.uri, row.id] });
    },
    listTombstones: async (partition, query) => {
      const rows = await of(partition.accountId)
        .selectFrom('tombstone')
        .selectAll()
        .where(inPartition(partition, 'tombstone'))
        .where('fingerprint', '>', placeOf(query, 1)[0] ?? '')
        .orderBy('fingerprint')
        .limit(query.limit)
        .execute();
      return pageOf(rows, query, {
        toItem: (row) => ({
          userId: row.user_id,
          contentHash: row.content_hash,
          fingerprint: row.fingerprint,
          createdAt: row.created_at,
        }),
        toPlace: (row) => [row.fingerprint],
      });
    },
  };
}

type SessionLists = Pick<TransferStore, 'listSessions' | 'listTurns' | 'listArchives' | 'addTurns'>;

function sessionLists(of: SqlDatabase['of']): SessionLists {
  return {
    listSessions: (partition, query) => listSessions(of(partition.accountId), partition, query),
    listTurns: async (scope, query) => {
      const rows = await of(scope.accountId)
        .selectFrom('turn')
        .select('turn_id')
        .where(inScope(scope, 'session'))
        .where('turn_id', '>', placeOf(query, 1)[0] ?? '')
        .orderBy('turn_id')
        .limit(query.limit)
        .execute();
      return pageOf(rows, query, {
        toItem: (row) => row.turn_id,
        toPlace: (row) => [row.turn_id],
      });
    },
    listArchives: async (scope) => {
      const rows = await of(scope.accountId)
        .selectFrom('session_archive')
        .selectAll()
        .where(inScope(scope, 'session'))
        .orderBy('number')
        .execute();
      return rows.map(fromArchiveRow);
    },
    addTurns: (scope, turnIds) =>
      of(scope.accountId)
        .transaction()
        .execute(async (transaction) => {
          let added = 0;
          for (const chunk of chunksOf(turnIds)) {
            const result = await transaction
              .insertInto('turn')
              .values(
                chunk.map((turnId) => ({
                  account_id: scope.accountId,
                  user_id: scope.userId,
                  agent_id: scope.agentId,
                  session_id: scope.sessionId,
                  turn_id: turnId,
                })),
              )
              .onConflict((conflict) => conflict.doNothing())
              .executeTakeFirst();
            added += Number(result.numInsertedOrUpdatedRows ?? 0n);
          }
          return added;
        }),
  };
}

async function listSessions(
  db: Db,
  partition: Partition,
  query: TransferQuery,
): ReturnType<TransferStore['listSessions']> {
  const [agent, session] = placeOf(query, 2);
  const rows = await db
    .selectFrom('message')
    .select(['agent_id', 'session_id'])
    .distinct()
    .where(inPartition(partition, 'message'))
    .where(sql<boolean>`(agent_id, session_id) > (${agent}, ${session})`)
    .orderBy('agent_id')
    .orderBy('session_id')
    .limit(query.limit)
    .execute();
  return pageOf(rows, query, {
    toItem: (row) => ({
      accountId: partition.accountId,
      userId: partition.userId,
      agentId: row.agent_id,
      sessionId: row.session_id,
    }),
    toPlace: (row) => [row.agent_id, row.session_id],
  });
}

/** Where a page begins, by the columns of its order; before all of them without `after`. */
function placeOf({ after }: TransferQuery, columns: number): readonly string[] {
  return after === undefined
    ? Array.from({ length: columns }, () => '')
    : (fromJson(after) as readonly string[]);
}

function pageOf<Row, T>(
  rows: readonly Row[],
  { limit }: TransferQuery,
  read: { readonly toItem: (row: Row) => T; readonly toPlace: (row: Row) => readonly string[] },
): TransferPage<T> {
  const last = rows.at(-1);
  const items = rows.map((row) => read.toItem(row));
  if (last === undefined || rows.length < limit) return { items };
  return { items, next: JSON.stringify(read.toPlace(last)) };
}
