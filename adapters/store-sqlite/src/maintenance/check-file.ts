import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';

import type { FileCheck } from '@homarus/memory';
import { sql } from 'kysely';

import { unavailable } from '../database/sqlite-errors.ts';
import type { Db } from '../tables/schema.ts';

/** SQLite's own check of the file, and the rows that belong to no partition. */
export async function checkFile(db: Db, path: string): Promise<FileCheck> {
  const damage = path === ':memory:' ? await checkHere(db) : await checkBeside(path);
  const { rows } = await sql<{ readonly lost: number }>`
    select count(*) as lost from memory_revision r
    where not exists (select 1 from memory m where m.id = r.memory_id)
  `.execute(db);
  return { damage, lostRevisions: rows[0]?.lost ?? 0 };
}

export async function removeLostRevisions(db: Db): Promise<number> {
  const result = await sql`delete from memory_revision where not exists (
    select 1 from memory m where m.id = memory_revision.memory_id)`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}

async function checkHere(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly quick_check: string }>`pragma quick_check`.execute(db);
  return damageOf(rows.map((row) => row.quick_check));
}

/** On a thread of its own: a check of a large file takes seconds that nobody should wait for. */
async function checkBeside(path: string): Promise<readonly string[]> {
  const program = new URL('quick-check-thread.ts', import.meta.url);
  const worker = new Worker(program, { workerData: path, stdout: true });
  try {
    const [lines] = await Promise.all([text(worker.stdout), once(worker, 'exit')]);
    return damageOf(lines.split('\n'));
  } catch (cause) {
    throw unavailable(`The database ${path} could not be checked.`, { cause, retryable: true });
  }
}

function damageOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line !== 'ok' && line !== '');
}
