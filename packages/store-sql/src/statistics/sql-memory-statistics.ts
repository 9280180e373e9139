import type { MemoryStatistics } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { SqlDatabase } from '../database/sql-database.ts';
import type { Db } from '../tables/schema.ts';
import { countedRows } from './counted-rows.ts';
import { listBatches } from './list-batches.ts';
import { summarize } from './summarize.ts';

/** What a memory has, counted by the database. */
export function sqlMemoryStatistics({ of }: SqlDatabase): MemoryStatistics {
  return {
    summarize: async (partition, filter, bucketStarts) => {
      const rows = countedRows(partition, filter) ?? noRows;
      return summarize(of(partition.accountId), rows, bucketStarts);
    },
    listPlaces: async (partition, filter) => {
      const db = of(partition.accountId);
      const rows = countedRows(partition, filter) ?? noRows;
      return {
        agentIds: await listNames(db, rows, 'agent_id'),
        sessionIds: await listNames(db, rows, 'session_id'),
      };
    },
    listBatches: (partition, filter, page) =>
      listBatches(of(partition.accountId), { partition, filter }, page),
  };
}

const noRows = sql`(select role as name, agent_id, session_id, created_at as said_at,
  cast(null as double precision) as importance from message where 1 = 0) as counted`;

/** Sorted here: databases have collations of their own. */
async function listNames(
  db: Db,
  rows: RawBuilder<unknown>,
  column: 'agent_id' | 'session_id',
): Promise<readonly string[]> {
  const name = sql.ref(column);
  const found = await sql<{ readonly name: string }>`
    select distinct ${name} as name from ${rows} where ${name} is not null`.execute(db);
  return found.rows.map((row) => row.name).toSorted();
}
