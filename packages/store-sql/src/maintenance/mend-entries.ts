import { memoryEntry, messageEntry } from '@homarus/memory';
import type { NewSearchEntry, Partition, StoreProblem, TermsOf } from '@homarus/memory';
import { sql } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import { insertEntries } from '../memory/write-rows.ts';
import { listOf } from '../memory/in-scope.ts';
import { fromMemoryRow } from '../tables/memory-table.ts';
import { fromMessageRow } from '../tables/message-table.ts';
import type { Db } from '../tables/schema.ts';
import { inPartition } from './list-partitions.ts';

type EntryName = Pick<StoreProblem, 'type' | 'key'>;

/** Reads the rows and writes their entries under one lock, so that no newer entry is replaced by an older one. */
export async function remakeEntries(
  database: SqlDatabase,
  partition: Partition,
  { problems, termsOf }: { readonly problems: readonly EntryName[]; readonly termsOf: TermsOf },
): Promise<number> {
  return database.alone(partition, async (transaction) => {
    const entries = [
      ...(await messageEntries(transaction, partition, { problems, termsOf })),
      ...(await memoryEntries(transaction, partition, { problems, termsOf })),
    ];
    if (entries.length === 0) return 0;
    const { rows } = await sql<{ readonly last_seq: number }>`
      update partition set last_seq = entries.last + ${entries.length}
      from (select max(seq) as last from (
          select seq from search_entry where ${inPartition(partition, 'search_entry')}
          union all select last_seq from partition where ${inPartition(partition, 'partition')}
        ) as numbers) as entries
      where ${inPartition(partition, 'partition')} returning last_seq
    `.execute(transaction);
    const afterSeq = (rows[0]?.last_seq ?? entries.length) - entries.length;
    const scope = { ...partition, agentId: '' };
    // A changed entry keeps its position in `insertEntries`: a wrong one has to go first.
    await deleteEntries(transaction, partition, problems);
    await insertEntries(transaction, { scope, entries, afterSeq });
    return entries.length;
  });
}

interface Remake {
  readonly problems: readonly EntryName[];
  readonly termsOf: TermsOf;
}

async function messageEntries(
  db: Db,
  partition: Partition,
  { problems, termsOf }: Remake,
): Promise<readonly NewSearchEntry[]> {
  const rows = await db
    .selectFrom('message')
    .selectAll()
    .where('key', 'in', listOf(db, keysOf(problems, 'message')))
    .where(inPartition(partition, 'message'))
    .orderBy('agent_id')
    .orderBy('session_id')
    .orderBy('position')
    .execute();
  return rows
    .map(fromMessageRow)
    .map((message) => messageEntry({ message, search: termsOf.message(message) }));
}

async function memoryEntries(
  db: Db,
  partition: Partition,
  { problems, termsOf }: Remake,
): Promise<readonly NewSearchEntry[]> {
  const rows = await db
    .selectFrom('memory')
    .selectAll()
    .where('id', 'in', listOf(db, keysOf(problems, 'memory')))
    .where(inPartition(partition, 'memory'))
    .orderBy('id')
    .execute();
  return rows
    .map(fromMemoryRow)
    .map((record) => memoryEntry({ record, search: termsOf.memory(record) }));
}

/** Removes those that have no row. */
export async function removeEntries(
  db: Db,
  partition: Partition,
  problems: readonly EntryName[],
): Promise<number> {
  let removed = 0;
  for (const type of ['message', 'memory'] as const) {
    const key = type === 'message' ? sql.ref('message.key') : sql.ref('memory.id');
    const result = await sql`delete from search_entry where type = ${type}
      and key in ${listOf(db, keysOf(problems, type))} and ${inPartition(partition, 'search_entry')}
      and not exists (select 1 from ${sql.table(type)} where ${key} = search_entry.key)
    `.execute(db);
    removed += Number(result.numAffectedRows ?? 0n);
  }
  return removed;
}

async function deleteEntries(
  db: Db,
  partition: Partition,
  problems: readonly EntryName[],
): Promise<void> {
  for (const type of ['message', 'memory'] as const) {
    await db
      .deleteFrom('search_entry')
      .where('type', '=', type)
      .where('key', 'in', listOf(db, keysOf(problems, type)))
      .where(inPartition(partition, 'search_entry'))
      .execute();
  }
}

function keysOf(problems: readonly EntryName[], wanted: EntryName['type']): readonly string[] {
  return problems.flatMap(({ type, key }) => (type === wanted ? [key] : []));
}
