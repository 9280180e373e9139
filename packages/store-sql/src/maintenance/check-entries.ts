import type { CheckPage, CheckStep, Partition, ProblemKind } from '@homarus/memory';
import { sql } from 'kysely';

import type { Flag } from '../tables/columns.ts';
import type { Db } from '../tables/schema.ts';
import { inPartition } from './list-partitions.ts';

interface CheckedEntry {
  readonly seq: number;
  readonly type: 'message' | 'memory';
  readonly key: string;
  readonly terms_version: number;
  readonly has_row: Flag;
}

/** Entries against their rows, and the tokenizer that made them. */
export async function checkEntries(
  db: Db,
  partition: Partition,
  { after, limit, termsVersion }: CheckStep,
): Promise<CheckPage> {
  const { rows } = await sql<CheckedEntry>`
    select e.seq, e.type, e.key, e.terms_version,
      case when e.type = 'message' and exists (select 1 from message m where m.key = e.key)
        or e.type = 'memory' and exists (select 1 from memory m where m.id = e.key)
        then 1 else 0 end as has_row
    from search_entry e
    where ${inPartition(partition, 'e')} and e.seq > ${after === undefined ? 0 : Number(after)}
    order by e.seq limit ${limit}
  `.execute(db);
  const last = rows.at(-1);
  return {
    checked: rows.length,
    problems: rows.flatMap((row) => {
      const kind = kindOf(row, termsVersion);
      return kind === undefined ? [] : [{ kind, type: row.type, key: row.key }];
    }),
    ...(last === undefined || rows.length < limit ? {} : { next: String(last.seq) }),
  };
}

function kindOf(row: CheckedEntry, termsVersion: number): ProblemKind | undefined {
  if (row.has_row === 0) return 'entry_without_row';
  return row.terms_version < termsVersion ? 'stale_terms' : undefined;
}
