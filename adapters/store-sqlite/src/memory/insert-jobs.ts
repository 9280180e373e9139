import type { NewJob, Scope } from '@homarus/memory';

import { fromJobRow, toJobRow } from '../tables/job-table.ts';
import type { Db } from '../tables/schema.ts';
import { chunksOf } from '../database/chunks.ts';
import { inScope, listOf } from './in-scope.ts';

/** Enqueues jobs, but for those that a pending job of the same key and scope takes in. */
export async function insertJobs(db: Db, jobs: readonly NewJob[], now: number): Promise<void> {
  const taken = await readPendingKeys(db, jobs);
  const fresh = jobs.filter((job) => {
    const key = keyOf(job);
    if (key === undefined) return true;
    const isFresh = !taken.has(key);
    taken.add(key);
    return isFresh;
  });
  for (const chunk of chunksOf(fresh)) {
    await db
      .insertInto('job')
      .values(chunk.map((job) => toJobRow(job, now)))
      .execute();
  }
}

async function readPendingKeys(db: Db, jobs: readonly NewJob[]): Promise<Set<string>> {
  const keys = jobs.flatMap(({ dedupeKey }) => (dedupeKey === undefined ? [] : [dedupeKey]));
  const scope = jobs[0]?.scope;
  if (keys.length === 0 || scope === undefined) return new Set();
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('dedupe_key', 'in', listOf(keys))
    .where('state', '=', 'pending')
    .where(inScope(scope, 'partition'))
    .execute();
  return new Set(rows.flatMap((row) => keyOf(fromJobRow(row)) ?? []));
}

function keyOf(job: { readonly scope: Scope; readonly dedupeKey?: string }): string | undefined {
  if (job.dedupeKey === undefined) return undefined;
  return JSON.stringify([job.scope.agentId, job.scope.sessionId, job.dedupeKey]);
}
