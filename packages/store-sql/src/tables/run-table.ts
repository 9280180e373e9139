import type { ModelUsage, RunRecord, RunStatus } from '@homarus/sessions';
import type { Generated } from 'kysely';

import { orNull, orUndefined, toFlag } from './columns.ts';
import type { Flag } from './columns.ts';

/** What the model calls of a run cost; all null for a run that asked no model or has not ended. */
export interface RunUsageColumns {
  readonly provider: string | null;
  readonly model: string | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly rounds: number | null;
  readonly tool_calls: number | null;
}

export interface RunRow extends RunUsageColumns {
  readonly account_id: string;
  readonly run_id: string;
  readonly session_id: string;
  readonly session_key: string;
  readonly agent_id: string;
  readonly user_id: string;
  readonly status: RunStatus;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly error: string | null;
  readonly is_remembered: Flag;
}

export interface RunTable extends RunRow {
  /** Where it runs: see `Presence`. 0: where one server at a time works on an account's sessions. */
  readonly server: Generated<number>;
  /** 1 when the run has ended and is remembered. */
  readonly is_settled: Generated<Flag>;
}

export function toRunRow(run: RunRecord): RunRow {
  return {
    account_id: run.accountId,
    run_id: run.runId,
    session_id: run.sessionId,
    session_key: run.sessionKey,
    agent_id: run.agentId,
    user_id: run.userId,
    status: run.status,
    started_at: run.startedAt,
    ended_at: orNull(run.endedAt),
    error: orNull(run.error),
    is_remembered: toFlag(run.isRemembered),
    ...toUsageColumns(run.usage),
  };
}

export function fromRunRow(row: RunRow): RunRecord {
  return {
    accountId: row.account_id,
    runId: row.run_id,
    sessionId: row.session_id,
    sessionKey: row.session_key,
    agentId: row.agent_id,
    userId: row.user_id,
    status: row.status,
    startedAt: row.started_at,
    endedAt: orUndefined(row.ended_at),
    error: orUndefined(row.error),
    isRemembered: row.is_remembered === 1,
    usage: fromUsageColumns(row),
  };
}

export function toUsageColumns(usage: ModelUsage | undefined): RunUsageColumns {
  return {
    provider: orNull(usage?.provider),
    model: orNull(usage?.model),
    input_tokens: orNull(usage?.inputTokens),
    output_tokens: orNull(usage?.outputTokens),
    cache_read_tokens: orNull(usage?.cacheReadTokens),
    cache_write_tokens: orNull(usage?.cacheWriteTokens),
    rounds: orNull(usage?.rounds),
    tool_calls: orNull(usage?.toolCalls),
  };
}

function fromUsageColumns(row: RunUsageColumns): ModelUsage | undefined {
  if (row.provider === null || row.model === null) return undefined;
  return {
    provider: row.provider,
    model: row.model,
    inputTokens: row.input_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    cacheReadTokens: row.cache_read_tokens ?? 0,
    cacheWriteTokens: row.cache_write_tokens ?? 0,
    rounds: row.rounds ?? 0,
    toolCalls: row.tool_calls ?? 0,
  };
}
