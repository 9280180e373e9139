import type { BatchedMessage, BatchPage, Partition, RowFilter } from '@homarus/memory';
import { sql } from 'kysely';

import { listOf, onlyInScope } from '../memory/in-scope.ts';
import { fromMessageRow } from '../tables/message-table.ts';
import type { Db } from '../tables/schema.ts';
import { inPartition, narrowed, rolesOf } from './counted-rows.ts';

interface Place {
  readonly key: string;
  readonly batch_id: string;
  readonly seq_in_batch: number;
}

/** Only names and numbers go through the sort; the messages of the page are read after it. */
export async function listBatches(
  db: Db,
  { partition, filter }: { readonly partition: Partition; readonly filter: RowFilter },
  page: BatchPage,
): Promise<{ readonly messages: readonly BatchedMessage[]; readonly total: number }> {
  const roles = rolesOf(filter);
  if (roles.length === 0) return { messages: [], total: 0 };
  const { agentId, sessionId, ...time } = filter;
  const isIn = sql`${inPartition(partition)} and ${narrowed(
    {
      ...(agentId === undefined ? {} : { agentId }),
      ...(sessionId === undefined ? {} : { sessionId }),
    },
    'session_id',
    'created_at',
  )}`;
  const isMeant = sql`role in (${sql.join(roles)}) and ${narrowed(
    {
      ...(time.from === undefined ? {} : { from: time.from }),
      ...(time.to === undefined ? {} : { to: time.to }),
    },
    'session_id',
    'created_at',
  )}`;
  const direction = page.newestFirst ? sql`desc` : sql`asc`;
  const { rows: places } = await sql<Place>`
    select key, batch_id, seq_in_batch from (
      select key, role, created_at, session_id, position,
        coalesce(turn_id, key) as batch_id,
        min(created_at) over batch as batch_at,
        min(position) over batch as first_position,
        row_number() over (batch order by position) - 1 as seq_in_batch
      from message where ${isIn}
      window batch as (partition by agent_id, session_id, coalesce(turn_id, key))
    ) as batched
    where ${isMeant}
    order by batch_at ${direction}, session_id ${direction}, first_position ${direction}, position
    limit ${page.limit} offset ${page.offset}`.execute(db);
  const { rows: counts } = await sql<{ readonly total: number }>`
    select count(*) as total from message where ${isIn} and ${isMeant}`.execute(db);
  return { messages: await readMessages(db, partition, places), total: counts[0]?.total ?? 0 };
}

async function readMessages(
  db: Db,
  { accountId, userId }: Partition,
  places: readonly Place[],
): Promise<readonly BatchedMessage[]> {
  const keys = places.map(({ key }) => key);
  const rows = await db
    .selectFrom('message')
    .selectAll()
    .where('key', 'in', listOf(db, keys))
    .where(onlyInScope(db, { accountId, userId, agentId: '' }, 'partition'))
    .execute();
  const byKey = new Map(rows.map((row) => [row.key, row] as const));
  return places.flatMap(({ key, batch_id: batchId, seq_in_batch: seqInBatch }) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [{ message: fromMessageRow(row), batchId, seqInBatch }];
  });
}
