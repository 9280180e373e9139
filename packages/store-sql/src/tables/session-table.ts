import { emptyTally, sessionPlaceOf } from '@homarus/sessions';
import type { SessionFacts, SessionRecord, SessionTally } from '@homarus/sessions';
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';

import { fromJson, orNull, orUndefined, toJson } from './columns.ts';
import type { Flag } from './columns.ts';

/** The facts that lists filter by; the others are one JSON column. */
interface FactColumns {
  readonly label: string | null;
  readonly pinned_at: number | null;
  readonly archived_at: number | null;
  readonly parent_key: string | null;
  /** JSON: the facts that have no column. */
  readonly settings: string;
}

interface TallyColumns {
  readonly messages: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly first_message: string | null;
  readonly last_message: string | null;
  readonly last_interaction_at: number | null;
}

export interface SessionTable extends FactColumns, TallyColumns {
  readonly account_id: string;
  readonly session_id: string;
  readonly key: string;
  /** What the key says: `main`, `direct`, `group`, `cron`, `subagent`. */
  readonly kind: string;
  readonly agent_id: string;
  readonly user_id: string;
  /** 1 for the one session that its key means now. */
  readonly is_current: Flag;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_run_id: string | null;
}

/** A literal: with a parameter the partial index would not be used. */
export const isCurrent = sql<SqlBool>`is_current = 1`;

/** The row of a session that has no entries yet. */
export function toSessionRow(record: SessionRecord): SessionTable {
  return {
    account_id: record.accountId,
    session_id: record.sessionId,
    key: record.key,
    kind: sessionPlaceOf(record.key).kind,
    agent_id: record.agentId,
    user_id: record.userId,
    is_current: 1,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    ...toFactColumns(record.facts),
    messages: emptyTally.messages,
    input_tokens: emptyTally.inputTokens,
    output_tokens: emptyTally.outputTokens,
    first_message: null,
    last_message: null,
    last_interaction_at: null,
    last_run_id: null,
  };
}

export function fromSessionRow(row: SessionTable): SessionRecord {
  return {
    accountId: row.account_id,
    key: row.key,
    sessionId: row.session_id,
    agentId: row.agent_id,
    userId: row.user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    facts: fromFactColumns(row),
  };
}

export function toFactColumns(facts: SessionFacts): FactColumns {
  const { label, pinnedAt, archivedAt, parentSessionKey, ...settings } = facts;
  return {
    label: orNull(label),
    pinned_at: orNull(pinnedAt),
    archived_at: orNull(archivedAt),
    parent_key: orNull(parentSessionKey),
    settings: toJson(settings),
  };
}

function fromFactColumns(row: FactColumns): SessionFacts {
  return {
    ...(row.label === null ? {} : { label: row.label }),
    ...(row.pinned_at === null ? {} : { pinnedAt: row.pinned_at }),
    ...(row.archived_at === null ? {} : { archivedAt: row.archived_at }),
    ...(row.parent_key === null ? {} : { parentSessionKey: row.parent_key }),
    ...(fromJson(row.settings) as SessionFacts),
  };
}

export function toTally(row: TallyColumns): SessionTally {
  return {
    messages: row.messages,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    firstMessage: orUndefined(row.first_message),
    lastMessage: orUndefined(row.last_message),
    lastInteractionAt: orUndefined(row.last_interaction_at),
  };
}
