import type { ConversationStore, PreparedCompaction, SessionScope } from '@homarus/memory';

import { fromPreparedRow } from '../tables/prepared-compaction-table.ts';
import type { Db } from '../tables/schema.ts';
import { inScope } from './in-scope.ts';
import { sessionColumns } from './write-session.ts';

const dayMs = 86_400_000;

export function conversationRows(db: Db): ConversationStore {
  return {
    addCompaction: (scope, prepared) => addCompaction(db, scope, prepared),
    redeemCompaction: (scope, token, now) =>
      db.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('prepared_compaction')
          .selectAll()
          .where('token', '=', token)
          .where(inScope(scope, 'session', 'key'))
          .executeTakeFirst();
        if (row === undefined) return { status: 'foreign' };
        if (row.is_used === 1) return { status: 'used' };
        if (row.expires_at <= now) return { status: 'expired' };
        await transaction
          .updateTable('prepared_compaction')
          .set({ is_used: 1 })
          .where('token', '=', token)
          .where(inScope(scope, 'session', 'key'))
          .execute();
        return { status: 'redeemed', prepared: fromPreparedRow(row) };
      }),
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
