import type { CheckPage, CheckStep, Partition, ProblemKind } from '@homarus/memory';
import { sql } from 'kysely';

import { fromJson } from '../tables/columns.ts';
import type { Flag } from '../tables/columns.ts';
import { fragmentsOf } from '../database/dialect.ts';
import type { Db } from '../tables/schema.ts';
import { inPartition } from './list-partitions.ts';

interface CheckedMemory {
  readonly id: string;
  readonly uri: string;
  readonly has_entry: Flag;
  readonly has_revision: Flag;
  readonly has_sources: Flag;
}

/** Memories against their entries, their revision rows, and the messages that they name. */
export async function checkMemories(
  db: Db,
  partition: Partition,
  { after, limit }: CheckStep,
): Promise<CheckPage> {
  const [uri, id] = after === undefined ? ['', ''] : (fromJson(after) as [string, string]);
  const { rows } = await sql<CheckedMemory>`
    select m.id, m.uri,
      case when exists (select 1 from search_entry e where e.type = 'memory' and e.key = m.id)
        then 1 else 0 end as has_entry,
      case when exists (select 1 from memory_revision r
        where r.memory_id = m.id and r.revision = m.revision) then 1 else 0 end as has_revision,
      case when m.source_session_id is null or not exists (
        select 1 from ${fragmentsOf(db).elementsOf('m.source_message_ids')} named where not exists (
          select 1 from message s where ${inPartition(partition, 's')}
            and s.agent_id = m.agent_id and s.session_id = m.source_session_id
            and s.id = named.value)) then 1 else 0 end as has_sources
    from memory m
    where ${inPartition(partition, 'm')} and (m.uri, m.id) > (${uri}, ${id})
    order by m.uri, m.id limit ${limit}
  `.execute(db);
  const last = rows.at(-1);
  return {
    checked: rows.length,
    problems: rows.flatMap((row) =>
      kindsOf(row).map((kind) => ({ kind, type: 'memory' as const, key: row.id })),
    ),
    ...(last === undefined || rows.length < limit
      ? {}
      : { next: JSON.stringify([last.uri, last.id]) }),
  };
}

function kindsOf(row: CheckedMemory): readonly ProblemKind[] {
  return [
    ...(row.has_entry === 1 ? [] : (['row_without_entry'] as const)),
    ...(row.has_revision === 1 ? [] : (['missing_revision'] as const)),
    ...(row.has_sources === 1 ? [] : (['orphaned_source'] as const)),
  ];
}
