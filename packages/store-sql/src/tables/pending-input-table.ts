import type { PendingInput } from '@homarus/sessions';
import type { Generated } from 'kysely';

import { fromJson, toJson } from './columns.ts';

export interface PendingInputRow {
  readonly account_id: string;
  readonly run_id: string;
  readonly session_key: string;
  readonly agent_id: string;
  readonly user_id: string;
  /** JSON. */
  readonly input: string;
  /** JSON. */
  readonly settings: string;
  readonly accepted_at: number;
}

export interface PendingInputTable extends PendingInputRow {
  /** Counts in the order of coming. */
  readonly number: Generated<number>;
  /** Where it waits: see `Presence`. */
  readonly server: Generated<number>;
}

export function toPendingRow(pending: PendingInput): PendingInputRow {
  return {
    account_id: pending.accountId,
    run_id: pending.runId,
    session_key: pending.sessionKey,
    agent_id: pending.agentId,
    user_id: pending.userId,
    input: toJson(pending.input),
    settings: toJson(pending.settings),
    accepted_at: pending.acceptedAt,
  };
}

export function fromPendingRow(row: PendingInputRow): PendingInput {
  return {
    accountId: row.account_id,
    runId: row.run_id,
    sessionKey: row.session_key,
    agentId: row.agent_id,
    userId: row.user_id,
    input: fromJson(row.input) as PendingInput['input'],
    settings: fromJson(row.settings) as PendingInput['settings'],
    acceptedAt: row.accepted_at,
  };
}
