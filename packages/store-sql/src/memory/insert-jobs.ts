import type { NewJob, Scope } from '@homarus/memory';
import { sql } from 'kysely';

import { fromJobRow, toJobRow } from '../tables/job-table.ts';
import type { Db } from '../tables/schema.ts';
import { chunksOf } from '../database/chunks.ts';
import { fragmentsOf } from '../database/dialect.ts';
import { inScope, listOf } from './in-scope.ts';

/** Enqueues jobs, but for those that a pending job of the same key and scope takes in. */
export async function insertJobs(db: Db, jobs: readonly NewJob[], now: number): Promise<void> {
  const takers = await readPending(db, jobs);
  const fresh: NewJob[] = [];
  for (const job of jobs) {
    const key = keyOf(job);
    const taker = key === undefined ? undefined : takers.get(key);
    if (taker === undefined) fresh.push(job);
    else await pullForward(db, taker, job);
    if (key !== undefined) takers.set(key, taker ?? job);
  }
  for (const chunk of chunksOf(fresh)) {
    await db
      .insertInto('job')
      .values(chunk.map((job) => toJobRow(job, now)))
      .execute();
  }
}

/** The clock was set back since the pending job was written: it must not wait for its old time. */
async function pullForward(db: Db, taker: NewJob, { runAt }: NewJob): Promise<void> {
  if (taker.runAt <= runAt) return;
  await db
    .updateTable('job')
    .set({ run_at: runAt })
    .where('id', '=', taker.id)
    .where('attempts', '=', 0)
    .execute();
}

/** Pending jobs that have a key of the given ones, by that. */
async function readPending(db: Db, jobs: readonly NewJob[]): Promise<Map<string, NewJob>> {
  const keys = jobs.flatMap(({ dedupeKey }) => (dedupeKey === undefined ? [] : [dedupeKey]));
  const scope = jobs[0]?.scope;
  if (keys.length === 0 || scope === undefined) return new Map();
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('dedupe_key', 'in', listOf(db, keys))
    .where('state', '=', 'pending')
    .where(sessionOf, 'in', listOf(db, [...new Set(jobs.map((job) => job.scope.sessionId ?? ''))]))
    .where(inScope(scope, 'partition'))
    // A job that somebody takes meanwhile would not see what this transaction writes.
    .modifyEnd(fragmentsOf(db).holdRows)
    .execute();
  return new Map(
    rows.map(fromJobRow).flatMap((job) => {
      const key = keyOf(job);
      return key === undefined ? [] : [[key, job] as const];
    }),
  );
}

/** In an index beside the key: a person may have thousands of sessions with a pending job each. */
const sessionOf = sql<string>`coalesce(session_id, '')`;

function keyOf(job: { readonly scope: Scope; readonly dedupeKey?: string }): string | undefined {
  if (job.dedupeKey === undefined) return undefined;
  return JSON.stringify([job.scope.agentId, job.scope.sessionId, job.dedupeKey]);
}
