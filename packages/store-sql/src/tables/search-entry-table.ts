import type { NewSearchEntry, Scope, SearchEntry } from '@homarus/memory';

import { fromJsonList, orNull, orUndefined, toJson } from './columns.ts';

export interface SearchEntryTable {
  readonly account_id: string;
  readonly user_id: string;
  readonly seq: number;
  readonly type: 'message' | 'memory';
  readonly key: string;
  readonly agent_id: string | null;
  readonly session_id: string | null;
  readonly position: number | null;
  readonly category: string;
  readonly created_at: number;
  readonly recorded_at: number;
  readonly hidden_at: number | null;
  readonly source_message_ids: string;
  readonly terms: string;
  readonly terms_version: number;
}

export function toSearchEntryRow(
  scope: Scope,
  entry: NewSearchEntry,
  seq: number,
): SearchEntryTable {
  return {
    account_id: scope.accountId,
    user_id: scope.userId,
    seq,
    type: entry.type,
    key: entry.key,
    agent_id: orNull(entry.agentId),
    session_id: orNull(entry.sessionId),
    position: orNull(entry.position),
    category: entry.category,
    created_at: entry.createdAt,
    recorded_at: entry.recordedAt,
    hidden_at: orNull(entry.hiddenAt),
    source_message_ids: toJson(entry.sourceMessageIds),
    terms: entry.terms,
    terms_version: entry.termsVersion,
  };
}

export function fromSearchEntryRow(row: SearchEntryTable): SearchEntry {
  return {
    seq: row.seq,
    type: row.type,
    key: row.key,
    agentId: orUndefined(row.agent_id),
    sessionId: orUndefined(row.session_id),
    position: orUndefined(row.position),
    category: row.category,
    createdAt: row.created_at,
    recordedAt: row.recorded_at,
    hiddenAt: orUndefined(row.hidden_at),
    sourceMessageIds: fromJsonList(row.source_message_ids),
    terms: row.terms,
    termsVersion: row.terms_version,
  };
}
