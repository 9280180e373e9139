import type { SessionArchive, SessionScope } from '@homarus/memory';

import { toFlag } from './columns.ts';
import type { Flag } from './columns.ts';

export interface SessionArchiveTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly session_id: string;
  readonly number: number;
  readonly uri: string;
  readonly from_position: number;
  readonly to_position: number;
  readonly summary: string;
  readonly created_at: number;
  readonly is_provisional: Flag;
}

export function toArchiveRow(scope: SessionScope, archive: SessionArchive): SessionArchiveTable {
  return {
    account_id: scope.accountId,
    user_id: scope.userId,
    agent_id: scope.agentId,
    session_id: scope.sessionId,
    number: archive.number,
    uri: archive.uri,
    from_position: archive.fromPosition,
    to_position: archive.toPosition,
    summary: archive.summary,
    created_at: archive.createdAt,
    is_provisional: toFlag(archive.isProvisional === true),
  };
}

export function fromArchiveRow(row: SessionArchiveTable): SessionArchive {
  return {
    uri: row.uri,
    sessionId: row.session_id,
    number: row.number,
    fromPosition: row.from_position,
    toPosition: row.to_position,
    summary: row.summary,
    createdAt: row.created_at,
    ...(row.is_provisional === 1 ? { isProvisional: true as const } : {}),
  };
}
