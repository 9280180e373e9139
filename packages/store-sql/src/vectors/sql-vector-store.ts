import { changeConflict } from '@homarus/memory';
import type { Scope, VectorSpace, VectorStore } from '@homarus/memory';
import { sql } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import { fragmentsOf } from '../database/dialect.ts';
import { inScope, listOf, onlyInScope } from '../memory/in-scope.ts';
import type { Db } from '../tables/schema.ts';
import { fromCodeColumn, fromSpaceRow, toSpaceRow } from '../tables/vector-table.ts';
import { listLagging } from './list-lagging.ts';
import { putBatch } from './put-batch.ts';
import { readProgress } from './read-progress.ts';
import { readSpaces, retireSpaces } from './spaces.ts';

/** Vectors in the tables beside the search entries, in the same database. */
export function sqlVectorStore(database: SqlDatabase): VectorStore {
  const of = ({ accountId }: Scope): Db => database.of(accountId);
  return {
    listSpaces: (scope) => readSpaces(of(scope), scope),
    getProgress: (scope) => readProgress(of(scope), scope),
    open: (scope, space) =>
      openSpace(database, scope, { ...space, state: 'filling' as const, cursor: 0 }),
    put: (scope, batch) => putBatch(database, scope, batch),
    activate: (scope, spaceId) => activate(database, scope, spaceId),
    ...vectorReaders(of),
    removeRetired: (scope, limit) => removeRetired(of(scope), scope, limit),
    listLagging: (query) => listLagging(database.all, query),
  };
}

function vectorReaders(of: (scope: Scope) => Db): Pick<VectorStore, 'listCodes' | 'find'> {
  return {
    listCodes: async (scope, { spaceId, afterSeq, limit }) => {
      const db = of(scope);
      const rows = await db
        .selectFrom('vector_index')
        .select(['key', 'seq', 'code'])
        .where('space_id', '=', spaceId)
        .where('seq', '>', afterSeq)
        .where('code', 'is not', null)
        .where(onlyInScope(db, scope, 'partition'))
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(({ key, seq, code }) => ({ key, seq, code: fromCodeColumn(code) }));
    },
    find: async (scope, { spaceId, keys }) => {
      const db = of(scope);
      const { select, fromColumn } = fragmentsOf(db).vectors;
      const rows = await db
        .selectFrom('vector_index')
        .select(['key', 'seq', 'text_hash', 'code', select.as('vector')])
        .where(inScope(scope, 'partition'))
        .where('key', 'in', listOf(db, keys))
        .where('space_id', '=', spaceId)
        .where('vector', 'is not', null)
        .execute();
      return rows.map(({ key, seq, text_hash: textHash, code, vector }) => ({
        key,
        seq,
        textHash: textHash ?? '',
        code: fromCodeColumn(code),
        vector: vector === null ? new Float32Array(0) : fromColumn(vector),
      }));
    },
  };
}

async function openSpace(
  database: SqlDatabase,
  scope: Scope,
  space: VectorSpace,
): Promise<VectorSpace> {
  return database.alone(scope, async (transaction) => {
    await retireSpaces(transaction, scope, 'filling');
    const { numInsertedOrUpdatedRows: inserted } = await transaction
      .insertInto('vector_space')
      .values(toSpaceRow(scope, space))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (inserted !== 1n) throw changeConflict(`The space id ${space.id} is taken.`);
    return space;
  });
}

async function activate(database: SqlDatabase, scope: Scope, spaceId: string): Promise<boolean> {
  return database.alone(scope, async (transaction) => {
    const row = await transaction
      .selectFrom('vector_space')
      .selectAll()
      .where('id', '=', spaceId)
      .where(onlyInScope(transaction, scope, 'partition'))
      .executeTakeFirst();
    const space = row && fromSpaceRow(row);
    if (space?.state !== 'filling' || space.cursor < (await readLastSeq(transaction, scope))) {
      return false;
    }
    await retireSpaces(transaction, scope, 'active');
    await transaction
      .updateTable('vector_space')
      .set({ state: 'active' })
      .where('id', '=', spaceId)
      .where(onlyInScope(transaction, scope, 'partition'))
      .execute();
    return true;
  });
}

async function readLastSeq(db: Db, scope: Scope): Promise<number> {
  const row = await db
    .selectFrom('partition')
    .select('last_seq')
    .where(inScope(scope, 'partition'))
    .executeTakeFirst();
  return row?.last_seq ?? 0;
}

async function removeRetired(db: Db, scope: Scope, limit: number): Promise<number> {
  let removed = 0;
  for (const { id } of (await readSpaces(db, scope)).filter(({ state }) => state === 'retired')) {
    const result = await sql`delete from vector_index
      where space_id = ${id} and ${onlyInScope(db, scope, 'partition')} and key in (
        select key from vector_index where space_id = ${id} and ${onlyInScope(db, scope, 'partition')}
        limit ${limit - removed})`.execute(db);
    removed += Number(result.numAffectedRows ?? 0n);
    if (removed >= limit) break;
    await db
      .deleteFrom('vector_space')
      .where('id', '=', id)
      .where(onlyInScope(db, scope, 'partition'))
      .execute();
  }
  return removed;
}
