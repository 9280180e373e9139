import { usageBucketMs } from '@homarus/sessions';
import type { UsageBucket, UsageQuery } from '@homarus/sessions';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '../tables/schema.ts';

const quarter = sql<number>`(started_at / ${sql.lit(usageBucketMs)})`;
const durationMs = sql<number>`(ended_at - started_at)`;

/** Whole numbers as a whole number, which a sum need not be everywhere. */
function sumOf(value: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`cast(sum(coalesce(${value}, 0)) as bigint)`;
}

/** The ended runs, summed in the database: as many rows as sessions, models and quarters. */
export async function readUsage(
  db: Db,
  accountId: string,
  query: UsageQuery,
): Promise<readonly UsageBucket[]> {
  const { userId, agentId, sessionKey, from = 0, to = Number.MAX_SAFE_INTEGER } = query;
  let runs = db
    .selectFrom('run')
    .where('account_id', '=', accountId)
    .where('status', '<>', 'running')
    .where('started_at', '>=', from)
    .where('started_at', '<', to);
  if (userId !== undefined) runs = runs.where('user_id', '=', userId);
  if (agentId !== undefined) runs = runs.where('agent_id', '=', agentId);
  if (sessionKey !== undefined) runs = runs.where('session_key', '=', sessionKey);
  const rows = await runs
    .select(['session_id', 'session_key', 'agent_id', 'user_id', 'provider', 'model'])
    .select(({ fn }) => [
      quarter.as('quarter'),
      fn.countAll<number>().as('runs'),
      sumOf(sql`case when status = 'failed' then 1 else 0 end`).as('failed_runs'),
      sumOf(sql.ref('rounds')).as('rounds'),
      sumOf(sql.ref('tool_calls')).as('tool_calls'),
      sumOf(sql.ref('input_tokens')).as('input_tokens'),
      sumOf(sql.ref('output_tokens')).as('output_tokens'),
      sumOf(sql.ref('cache_read_tokens')).as('cache_read_tokens'),
      sumOf(sql.ref('cache_write_tokens')).as('cache_write_tokens'),
      fn.min('started_at').as('first_started_at'),
      fn.max('ended_at').as('last_ended_at'),
      sumOf(durationMs).as('duration_ms'),
      sql<number>`max(${durationMs})`.as('longest_ms'),
    ])
    .groupBy(['session_id', 'session_key', 'agent_id', 'user_id', 'provider', 'model', quarter])
    .orderBy('quarter')
    .orderBy('session_id')
    .execute();
  return rows.map((row) => ({
    from: row.quarter * usageBucketMs,
    sessionId: row.session_id,
    sessionKey: row.session_key,
    agentId: row.agent_id,
    userId: row.user_id,
    provider: row.provider ?? '',
    model: row.model ?? '',
    runs: row.runs,
    failedRuns: row.failed_runs,
    rounds: row.rounds,
    toolCalls: row.tool_calls,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    cacheReadTokens: row.cache_read_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    firstStartedAt: row.first_started_at,
    lastEndedAt: row.last_ended_at ?? row.first_started_at,
    durationMs: row.duration_ms,
    longestMs: row.longest_ms,
  }));
}
