import type { PreparedCompaction } from '@homarus/memory';

import type { Flag } from './columns.ts';

export interface PreparedCompactionTable {
  readonly token: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly from_position: number;
  readonly to_position: number;
  readonly created_at: number;
  readonly expires_at: number;
  readonly is_used: Flag;
}

export function fromPreparedRow(row: PreparedCompactionTable): PreparedCompaction {
  return {
    token: row.token,
    fromPosition: row.from_position,
    toPosition: row.to_position,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
