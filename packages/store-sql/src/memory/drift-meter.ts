import { setImmediate } from 'node:timers/promises';

import type { Clock } from '@homarus/base';
import { sql } from 'kysely';

import type { Db } from '../tables/schema.ts';

/** How old an answer may be, in milliseconds. */
const maxAgeMs = 60_000;
/** Rows compared by one statement: about a millisecond, so that nobody waits long behind it. */
const chunkSize = 1000;

/**
 * Counts rows without search entry and entries without row, by comparing the two indexes key by key
 * in small steps.
 */
export interface DriftMeter extends AsyncDisposable {
  /**
   * Counted when first asked for. Later answers are at most a minute old, or from the last count
   * while a new one is on its way.
   */
  get(): Promise<number>;
}

export function createDriftMeter(db: Db, clock: Clock): DriftMeter {
  const stop = new AbortController();
  let last: { readonly drift: number; readonly countedAt: number } | undefined;
  let running: Promise<number> | undefined;
  const count = async (): Promise<number> => {
    const countedAt = clock.now();
    const drift = await countDrift(db, stop.signal);
    last = { drift, countedAt };
    return drift;
  };
  return {
    get: async () => {
      if (last !== undefined && clock.now() - last.countedAt < maxAgeMs) return last.drift;
      running ??= count().finally(() => {
        running = undefined;
      });
      if (last === undefined) return running;
      // A count that fails is started anew by the next call, which reports what is wrong itself.
      running.catch(() => undefined);
      return last.drift;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running?.catch(() => undefined);
    },
  };
}

/** What is walked, and where each of its keys must be found. */
const comparisons = [
  { keys: sql`select key from message where key >`, match: entryOf('message') },
  { keys: sql`select id as key from memory where id >`, match: entryOf('memory') },
  {
    keys: sql`select key from search_entry where type = 'message' and key >`,
    match: sql`select 1 from message where message.key = walked.key`,
  },
  {
    keys: sql`select key from search_entry where type = 'memory' and key >`,
    match: sql`select 1 from memory where memory.id = walked.key`,
  },
] as const;

function entryOf(type: 'message' | 'memory') {
  return sql`select 1 from search_entry e where e.type = ${sql.lit(type)} and e.key = walked.key`;
}

async function countDrift(db: Db, signal: AbortSignal): Promise<number> {
  let drift = 0;
  for (const { keys, match } of comparisons) {
    let after: string | null = '';
    while (after !== null && !signal.aborted) {
      const { rows } = await sql<{ last_key: string | null; missing: number | null }>`
        select max(key) as last_key, sum(case when exists (${match}) then 0 else 1 end) as missing
        from (${keys} ${after} order by key limit ${sql.lit(chunkSize)}) walked
      `.execute(db);
      drift += rows[0]?.missing ?? 0;
      after = rows[0]?.last_key ?? null;
      await setImmediate();
    }
  }
  return drift;
}
