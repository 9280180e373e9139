import type { SessionRecord } from '@homarus/sessions';

import { sql } from 'kysely';
import type { SqlBool } from 'kysely';

import type { Flag } from './columns.ts';

export interface SessionTable {
  readonly account_id: string;
  readonly session_id: string;
  readonly key: string;
  readonly agent_id: string;
  readonly user_id: string;
  /** 1 for the one session that its key means now. */
  readonly is_current: Flag;
  readonly created_at: number;
  readonly updated_at: number;
}

/** A literal: with a parameter the partial index would not be used. */
export const isCurrent = sql<SqlBool>`is_current = 1`;

export function toSessionRow(record: SessionRecord): SessionTable {
  return {
    account_id: record.accountId,
    session_id: record.sessionId,
    key: record.key,
    agent_id: record.agentId,
    user_id: record.userId,
    is_current: 1,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
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
  };
}
