import { changeConflict } from '@homarus/memory';
import type { MemoryWrite } from '@homarus/memory';
import type { ExpressionBuilder } from 'kysely';

import { toRevisionRow } from '../tables/memory-revision-table.ts';
import { toMemoryRow } from '../tables/memory-table.ts';
import type { MemoryRow, MemoryTable } from '../tables/memory-table.ts';
import type { Db, Schema } from '../tables/schema.ts';
import { distinctChunksOf } from '../database/chunks.ts';

/**
 * Writes records and their revisions, several of one memory in their order. A row that is not the next revision of its owner's memory is not
 * written, which shows in the count and is a conflict.
 */
export async function upsertMemories(db: Db, writes: readonly MemoryWrite[]): Promise<void> {
  for (const chunk of distinctChunksOf(writes, ({ record }) => record.id)) {
    const rows = chunk.map(({ record }) => toMemoryRow(record));
    const result = await db
      .insertInto('memory')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => replaced(row, columnsOf(rows)))
          .where((row) =>
            row.and([
              row('memory.revision', '=', row('excluded.revision', '-', 1)),
              row('memory.account_id', '=', row.ref('excluded.account_id')),
              row('memory.user_id', '=', row.ref('excluded.user_id')),
              row('memory.visible_to', 'is not distinct from', row.ref('excluded.visible_to')),
            ]),
          ),
      )
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows !== BigInt(chunk.length)) {
      throw changeConflict('A memory of the change has another revision or owner.');
    }
    const revisions = chunk.map(({ revision }) => toRevisionRow(revision));
    await db.insertInto('memory_revision').values(revisions).execute();
  }
}

function columnsOf(rows: readonly MemoryRow[]): readonly string[] {
  return Object.keys(rows[0] ?? {}).filter((name) => name !== 'id');
}

type MemoryUpdate = ExpressionBuilder<
  Schema & { readonly excluded: MemoryTable },
  'memory' | 'excluded'
>;

/** The new row's columns, each in place of the old one's. */
function replaced(row: MemoryUpdate, columns: readonly string[]): Partial<MemoryRow> {
  return Object.fromEntries(
    columns.map((name) => [name, row.ref(`excluded.${name as keyof MemoryRow}`)]),
  );
}
