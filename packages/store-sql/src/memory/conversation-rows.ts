import type {
  ConversationStore,
  MessageCounts,
  PreparedCompaction,
  SessionArchive,
  SessionScope,
} from '@homarus/memory';

import { fromPreparedRow } from '../tables/prepared-compaction-table.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import type { Db } from '../tables/schema.ts';
import { fromArchiveRow } from '../tables/session-archive-table.ts';
import { inScope, onlyInScope } from './in-scope.ts';
import { sessionColumns } from './write-session.ts';

const dayMs = 86_400_000;

export function conversationRows(database: SqlDatabase): ConversationStore {
  const { of } = database;
  return {
    addCompaction: (scope, prepared) => addCompaction(of(scope.accountId), scope, prepared),
    redeemCompaction: (scope, token, now) =>
      database.alone(scope, async (transaction) => {
        const row = await transaction
          .selectFrom('prepared_compaction')
          .selectAll()
          .where('token', '=', token)
          .where(onlyInScope(transaction, scope, 'session'))
          .executeTakeFirst();
        if (row === undefined) return { status: 'foreign' };
        if (row.is_used === 1) return { status: 'used' };
        if (row.expires_at <= now) return { status: 'expired' };
        await transaction
          .updateTable('prepared_compaction')
          .set({ is_used: 1 })
          .where('token', '=', token)
          .where(onlyInScope(transaction, scope, 'session'))
          .execute();
        return { status: 'redeemed', prepared: fromPreparedRow(row) };
      }),
    countMessages: (scope) => countMessages(of(scope.accountId), scope),
    listArchives: async (scope, { limit }) => {
      const rows = await of(scope.accountId)
        .selectFrom('session_archive')
        .selectAll()
        .where(inScope(scope, 'session'))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromArchiveRow);
    },
    replaceArchive: (scope, archive) => replaceArchive(of(scope.accountId), scope, archive),
  };
}

/** One statement, so that no newer archive can come between. */
async function replaceArchive(
  db: Db,
  scope: SessionScope,
  archive: SessionArchive,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('session_archive')
    .set({ summary: archive.summary, is_provisional: 0 })
    .where(inScope(scope, 'session'))
    .where('number', '=', archive.number)
    .where('is_provisional', '=', 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('session_archive')
            .select('number')
            .where(inScope(scope, 'session'))
            .where('number', '>', archive.number),
        ),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function countMessages(db: Db, scope: SessionScope): Promise<MessageCounts> {
  const rows = await db
    .selectFrom('message')
    .select(({ fn }) => [
      'role',
      fn.countAll<number>().as('count'),
      fn.min('created_at').as('first'),
      fn.max('created_at').as('last'),
    ])
    .where(inScope(scope, 'session'))
    .groupBy('role')
    .execute();
  const isAny = rows.length > 0;
  return {
    messages: rows.reduce((sum, { count }) => sum + count, 0),
    messagesByRole: Object.fromEntries(rows.map(({ role, count }) => [role, count])),
    firstMessageAt: isAny ? Math.min(...rows.map(({ first }) => first)) : undefined,
    lastMessageAt: isAny ? Math.max(...rows.map(({ last }) => last)) : undefined,
  };
}

function addCompaction(db: Db, scope: SessionScope, prepared: PreparedCompaction): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('prepared_compaction')
      .where(inScope(scope, 'partition'))
      .where('expires_at', '<', prepared.createdAt - dayMs)
      .execute();
    await transaction
      .insertInto('prepared_compaction')
      .values({
        token: prepared.token,
        ...sessionColumns(scope),
        from_position: prepared.fromPosition,
        to_position: prepared.toPosition,
        created_at: prepared.createdAt,
        expires_at: prepared.expiresAt,
        is_used: 0,
      })
      .execute();
  });
}
