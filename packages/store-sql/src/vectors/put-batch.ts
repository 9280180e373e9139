import { assertBatch, requireOpenSpace } from '@homarus/memory';
import type { Scope, VectorBatch } from '@homarus/memory';

import { chunksOf } from '../database/chunks.ts';
import { fragmentsOf } from '../database/dialect.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { listOf, onlyInScope } from '../memory/in-scope.ts';
import type { Db } from '../tables/schema.ts';
import { toVectorRow } from '../tables/vector-table.ts';
import { readSpaces } from './spaces.ts';

/** Writes a batch and moves its space's cursor, in one transaction that is alone with the owner's rows. */
export async function putBatch(
  database: SqlDatabase,
  scope: Scope,
  batch: VectorBatch,
): Promise<void> {
  const { spaceId, to } = batch;
  await database.alone(scope, async (transaction) => {
    const spaces = await readSpaces(transaction, scope);
    const space = requireOpenSpace(
      spaces.find(({ id }) => id === spaceId),
      batch,
    );
    assertBatch(space, batch);
    await putRows(transaction, scope, batch);
    await transaction
      .updateTable('vector_space')
      .set({ cursor: to })
      .where('id', '=', spaceId)
      .where(onlyInScope(transaction, scope, 'partition'))
      .execute();
  });
}

async function putRows(db: Db, scope: Scope, batch: VectorBatch): Promise<void> {
  const place = {
    space_id: batch.spaceId,
    account_id: scope.accountId,
    user_id: scope.userId,
  };
  const { toColumn } = fragmentsOf(db).vectors;
  const given = [
    ...batch.vectors.map((stored) => ({
      ...place,
      ...toVectorRow(stored),
      vector: toColumn(stored.vector),
    })),
    ...batch.failed.map(({ key, seq, error }) => ({
      ...place,
      key,
      seq,
      error,
      text_hash: null,
      code: null,
      vector: null,
    })),
  ];
  const visible = await findVisible(
    db,
    scope,
    given.map(({ key }) => key),
  );
  for (const rows of chunksOf(given.filter(({ key }) => visible.has(key)))) {
    await db
      .insertInto('vector_index')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'user_id', 'key', 'space_id']).doUpdateSet((row) => ({
          seq: row.ref('excluded.seq'),
          text_hash: row.ref('excluded.text_hash'),
          error: row.ref('excluded.error'),
          code: row.ref('excluded.code'),
          vector: row.ref('excluded.vector'),
        })),
      )
      .execute();
  }
}

/** Those of the keys whose entries are there and not hidden. */
async function findVisible(
  db: Db,
  scope: Scope,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('search_entry')
    .select('key')
    .where('type', 'in', ['message', 'memory'])
    .where('key', 'in', listOf(db, keys))
    .where('hidden_at', 'is', null)
    .where(onlyInScope(db, scope, 'partition'))
    .execute();
  return new Set(rows.map(({ key }) => key));
}
