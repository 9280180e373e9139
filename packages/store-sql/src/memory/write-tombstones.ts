import type { MemoryChange, Scope, Tombstone } from '@homarus/memory';

import { lastOfEach } from '../database/chunks.ts';
import type { Db, TombstoneTable } from '../tables/schema.ts';
import { inScope, listOf } from './in-scope.ts';

/** Lifts first, then sets: a fingerprint that a change names in both lists stays blocked. */
export async function changeTombstones(
  db: Db,
  scope: Scope,
  { tombstones = [], liftedTombstones = [] }: MemoryChange,
): Promise<void> {
  if (liftedTombstones.length > 0) {
    await db
      .deleteFrom('tombstone')
      .where('fingerprint', 'in', listOf(db, liftedTombstones))
      .where(inScope(scope, 'partition'))
      .execute();
  }
  if (tombstones.length === 0) return;
  await db
    .insertInto('tombstone')
    .values(
      lastOfEach(tombstones, ({ fingerprint }) => fingerprint).map((tombstone) =>
        toTombstoneRow(scope, tombstone),
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'user_id', 'fingerprint']).doUpdateSet((row) => ({
        content_hash: row.ref('excluded.content_hash'),
        created_at: row.ref('excluded.created_at'),
      })),
    )
    .execute();
}

function toTombstoneRow(scope: Scope, tombstone: Tombstone): TombstoneTable {
  return {
    account_id: scope.accountId,
    user_id: scope.userId,
    fingerprint: tombstone.fingerprint,
    content_hash: tombstone.contentHash,
    created_at: tombstone.createdAt,
  };
}
