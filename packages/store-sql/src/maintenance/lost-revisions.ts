import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';

/** Revisions of memories that are not there: they belong to no partition. */
export async function countLostRevisions(db: Db): Promise<number> {
  const { rows } = await sql<{ readonly lost: number }>`
    select count(*) as lost from memory_revision r
    where not exists (select 1 from memory m where m.id = r.memory_id)
  `.execute(db);
  return rows[0]?.lost ?? 0;
}

export async function removeLostRevisions(db: Db): Promise<number> {
  const result = await sql`delete from memory_revision where not exists (
    select 1 from memory m where m.id = memory_revision.memory_id)`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
