import type { SessionEntry } from '@homarus/sessions';

import { fromJson, orNull, orUndefined, toFlag, toJson } from './columns.ts';
import type { Flag } from './columns.ts';

export interface SessionEntryTable {
  readonly account_id: string;
  readonly session_id: string;
  readonly position: number;
  readonly run_id: string | null;
  readonly created_at: number;
  /** JSON. */
  readonly message: string;
  readonly is_echo: Flag;
}

export function toEntryRow(accountId: string, entry: SessionEntry): SessionEntryTable {
  return {
    account_id: accountId,
    session_id: entry.sessionId,
    position: entry.position,
    run_id: orNull(entry.runId),
    created_at: entry.createdAt,
    message: toJson(entry.message),
    is_echo: toFlag(entry.isEcho),
  };
}

export function fromEntryRow(row: SessionEntryTable): SessionEntry {
  return {
    position: row.position,
    sessionId: row.session_id,
    runId: orUndefined(row.run_id),
    createdAt: row.created_at,
    message: fromJson(row.message) as SessionEntry['message'],
    isEcho: row.is_echo === 1,
  };
}
