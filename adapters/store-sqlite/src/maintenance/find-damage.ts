import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';

import type { Db } from '@homarus/store-sql';
import { sql } from 'kysely';

import { unavailable } from '../database/sqlite-errors.ts';

/** SQLite's own check of the file. */
export function findDamage(db: Db, path: string): Promise<readonly string[]> {
  return path === ':memory:' ? checkHere(db) : checkBeside(path);
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
