import { importanceBounds, topNames } from '@homarus/memory';
import type { NameCounts, RowSummary } from '@homarus/memory';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '../tables/schema.ts';
import { toCategory } from './counted-rows.ts';

/** Counts the rows of a table that is made as {@link countedRows} says. */
export async function summarize(
  db: Db,
  rows: RawBuilder<unknown>,
  bucketStarts: readonly number[],
): Promise<RowSummary> {
  const byName = await countNames(db, rows);
  const memories = byName.reduce((sum, { weighed }) => sum + weighed, 0);
  const sum = byName.reduce((total, { importance }) => total + (importance ?? 0), 0);
  const total = (column: 'count' | 'low' | 'mid' | 'high'): number =>
    byName.reduce((all, row) => all + row[column], 0);
  return {
    total: total('count'),
    byCategory: Object.fromEntries(byName.map(({ name, count }) => [toCategory(name), count])),
    byBucket: await countBuckets(db, rows, bucketStarts),
    agents: await countTop(db, rows, 'agent_id'),
    sessions: await countTop(db, rows, 'session_id'),
    importance: {
      low: total('low'),
      mid: total('mid'),
      high: total('high'),
      average: memories === 0 ? 0 : sum / memories,
    },
  };
}

interface NameRow {
  readonly name: string;
  readonly count: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly weighed: number;
  readonly importance: number | null;
}

async function countNames(db: Db, rows: RawBuilder<unknown>): Promise<readonly NameRow[]> {
  const { mid, high } = importanceBounds;
  const result = await sql<NameRow>`
    select name, count(*) as count,
      count(case when importance < ${mid} then 1 end) as low,
      count(case when importance >= ${mid} and importance < ${high} then 1 end) as mid,
      count(case when importance >= ${high} then 1 end) as high,
      count(importance) as weighed, sum(importance) as importance
    from ${rows} group by name`.execute(db);
  return result.rows;
}

async function countBuckets(
  db: Db,
  rows: RawBuilder<unknown>,
  starts: readonly number[],
): Promise<readonly number[]> {
  const counts = starts.map(() => 0);
  if (starts.length === 0) return counts;
  const { rows: found } = await sql<{ readonly bucket: number; readonly count: number }>`
    select ${bucketOf(starts, 0, starts.length)} as bucket, count(*) as count
    from ${rows} group by 1`.execute(db);
  for (const { bucket, count } of found) counts[bucket] = count;
  return counts;
}

/** The number of a row's bucket among those from `from` to `to` (exclusive): a binary search. */
function bucketOf(starts: readonly number[], from: number, to: number): RawBuilder<number> {
  if (to - from === 1) return sql<number>`${sql.lit(from)}`;
  const middle = Math.floor((from + to) / 2);
  return sql<number>`case when said_at < ${starts[middle]}
    then ${bucketOf(starts, from, middle)} else ${bucketOf(starts, middle, to)} end`;
}

async function countTop(
  db: Db,
  rows: RawBuilder<unknown>,
  column: 'agent_id' | 'session_id',
): Promise<NameCounts> {
  const name = sql.ref(column);
  const { rows: found } = await sql<{
    readonly name: string;
    readonly count: number;
    readonly unique: number;
  }>`select ${name} as name, count(*) as count, count(*) over () as ${sql.ref('unique')}
    from ${rows} where ${name} is not null
    group by ${name} order by 2 desc, 1 limit ${topNames}`.execute(db);
  return {
    unique: found[0]?.unique ?? 0,
    top: found.map((row) => ({ name: row.name, count: row.count })),
  };
}
