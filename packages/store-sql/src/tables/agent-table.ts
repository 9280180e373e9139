import type { AgentRecord } from '@homarus/gateway';

import type { Generated } from 'kysely';

import { orNull, orUndefined } from './columns.ts';

export interface AgentTable {
  /** Counts in the order of making. */
  readonly number: Generated<number>;
  readonly account_id: string;
  readonly agent_id: string;
  readonly name: string;
  readonly emoji: string | null;
  readonly avatar: string | null;
  readonly model: string | null;
  readonly workspace: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

type Stored = Omit<AgentTable, 'number'>;

export function toAgentRow(record: AgentRecord): Stored {
  return {
    account_id: record.accountId,
    agent_id: record.agentId,
    name: record.name,
    emoji: orNull(record.emoji),
    avatar: orNull(record.avatar),
    model: orNull(record.model),
    workspace: orNull(record.workspace),
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  };
}

export function fromAgentRow(row: Stored): AgentRecord {
  return {
    accountId: row.account_id,
    agentId: row.agent_id,
    name: row.name,
    emoji: orUndefined(row.emoji),
    avatar: orUndefined(row.avatar),
    model: orUndefined(row.model),
    workspace: orUndefined(row.workspace),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
