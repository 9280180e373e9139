import type { CheckPage, CheckStep, Partition, ProblemKind } from '@homarus/memory';
import { sql } from 'kysely';

import { fromJson } from '../tables/columns.ts';
import type { Db } from '../tables/schema.ts';
import { inPartition } from './list-partitions.ts';

interface CheckedMessage {
  readonly key: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly position: number;
  readonly entry_position: number | null;
  readonly has_entry: 0 | 1;
}

/** Where a walk in the order of sessions stands: agent, session, position. */
type Place = readonly [agentId: string, sessionId: string, position: number];

/** Messages against their entries and against the message before them in their session. */
export async function checkMessages(
  db: Db,
  partition: Partition,
  { after, limit }: CheckStep,
): Promise<CheckPage> {
  const from: Place = after === undefined ? ['', '', -1] : (fromJson(after) as Place);
  const { rows } = await sql<CheckedMessage>`
    select m.key, m.agent_id, m.session_id, m.position,
      e.position as entry_position, case when e.key is null then 0 else 1 end as has_entry
    from message m left join search_entry e on e.type = 'message' and e.key = m.key
    where ${inPartition(partition, 'm')}
      and (m.agent_id, m.session_id, m.position) > (${from[0]}, ${from[1]}, ${from[2]})
    order by m.agent_id, m.session_id, m.position limit ${limit}
  `.execute(db);
  let [agentId, sessionId, position] = from;
  const problems = rows.flatMap((row) => {
    const isFirst = row.agent_id !== agentId || row.session_id !== sessionId;
    const expected = isFirst ? 0 : position + 1;
    [agentId, sessionId, position] = [row.agent_id, row.session_id, row.position];
    return kindsOf(row, expected).map((kind) => ({ kind, type: 'message' as const, key: row.key }));
  });
  const isMore = rows.length === limit;
  return {
    checked: rows.length,
    problems,
    ...(isMore ? { next: JSON.stringify([agentId, sessionId, position]) } : {}),
  };
}

function kindsOf(row: CheckedMessage, expected: number): readonly ProblemKind[] {
  const isWrong = row.has_entry === 1 && row.entry_position !== row.position;
  return [
    ...(row.has_entry === 0 ? (['row_without_entry'] as const) : []),
    ...(isWrong ? (['wrong_entry'] as const) : []),
    ...(row.position === expected ? [] : (['broken_position'] as const)),
  ];
}
