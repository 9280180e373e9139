import type { RunRecord, RunStatus } from '@homarus/sessions';
import type { Generated } from 'kysely';

import { orNull, orUndefined, toFlag } from './columns.ts';
import type { Flag } from './columns.ts';

export interface RunRow {
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
  };
}
