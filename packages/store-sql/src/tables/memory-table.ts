import { stateOf, visibleAgentOf } from '@homarus/memory';
import type {
  MemoryCategory,
  MemoryKind,
  MemoryRecord,
  MemoryState,
  OwnerSpace,
  Provenance,
} from '@homarus/memory';
import type { Generated } from 'kysely';

import { fromJsonList, orNull, orUndefined, toJson } from './columns.ts';

export interface MemoryRow {
  readonly id: string;
  readonly uri: string;
  readonly account_id: string;
  readonly user_id: string;
  readonly agent_id: string;
  readonly owner_space: string;
  /** The one agent that may see it; null when all agents of the user may. */
  readonly visible_to: string | null;
  readonly category: string;
  readonly kind: string | null;
  readonly abstract: string;
  readonly overview: string;
  readonly content: string;
  readonly subject: string;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly entities: string;
  readonly tags: string;
  readonly importance: number;
  readonly confidence: number;
  readonly weight: number;
  readonly provenance: string;
  readonly source_session_id: string | null;
  readonly source_message_ids: string;
  readonly said_at: number;
  readonly quote: string | null;
  readonly valid_from: number | null;
  readonly valid_to: number | null;
  readonly recorded_at: number;
  readonly updated_at: number;
  readonly superseded_at: number | null;
  readonly superseded_by: string | null;
  readonly deleted_at: number | null;
  /** Follows from the instants; a column of its own so that an index can use it. */
  readonly state: MemoryState;
  readonly access_count: number;
  readonly last_accessed_at: number | null;
  readonly revision: number;
  readonly content_hash: string;
  readonly fingerprint: string;
}

export interface MemoryTable extends MemoryRow {
  /** Importance times weight. */
  readonly ranking: Generated<number>;
}

export function toMemoryRow(record: MemoryRecord): MemoryRow {
  return {
    id: record.id,
    uri: record.uri,
    account_id: record.accountId,
    user_id: record.userId,
    agent_id: record.agentId,
    owner_space: record.ownerSpace,
    visible_to: orNull(visibleAgentOf(record)),
    category: record.category,
    kind: orNull(record.kind),
    abstract: record.abstract,
    overview: record.overview,
    content: record.content,
    subject: record.subject,
    attribute: orNull(record.attribute),
    value: orNull(record.value),
    entities: toJson(record.entities),
    tags: toJson(record.tags),
    importance: record.importance,
    confidence: record.confidence,
    weight: record.weight,
    provenance: record.source.provenance,
    source_session_id: orNull(record.source.sessionId),
    source_message_ids: toJson(record.source.messageIds),
    quote: orNull(record.source.quote),
    said_at: record.source.saidAt,
    valid_from: orNull(record.validFrom),
    valid_to: orNull(record.validTo),
    recorded_at: record.recordedAt,
    updated_at: record.updatedAt,
    superseded_at: orNull(record.supersededAt),
    superseded_by: orNull(record.supersededBy),
    deleted_at: orNull(record.deletedAt),
    state: stateOf(record),
    access_count: record.accessCount,
    last_accessed_at: orNull(record.lastAccessedAt),
    revision: record.revision,
    content_hash: record.contentHash,
    fingerprint: record.fingerprint,
  };
}

export function fromMemoryRow(row: MemoryRow): MemoryRecord {
  return {
    id: row.id,
    uri: row.uri,
    accountId: row.account_id,
    userId: row.user_id,
    agentId: row.agent_id,
    ownerSpace: row.owner_space as OwnerSpace,
    category: row.category as MemoryCategory,
    kind: orUndefined(row.kind) as MemoryKind | undefined,
    abstract: row.abstract,
    overview: row.overview,
    content: row.content,
    subject: row.subject,
    attribute: orUndefined(row.attribute),
    value: orUndefined(row.value),
    entities: fromJsonList(row.entities),
    tags: fromJsonList(row.tags),
    importance: row.importance,
    confidence: row.confidence,
    weight: row.weight,
    source: {
      provenance: row.provenance as Provenance,
      sessionId: orUndefined(row.source_session_id),
      messageIds: fromJsonList(row.source_message_ids),
      quote: orUndefined(row.quote),
      saidAt: row.said_at,
    },
    validFrom: orUndefined(row.valid_from),
    validTo: orUndefined(row.valid_to),
    recordedAt: row.recorded_at,
    updatedAt: row.updated_at,
    supersededAt: orUndefined(row.superseded_at),
    supersededBy: orUndefined(row.superseded_by),
    deletedAt: orUndefined(row.deleted_at),
    accessCount: row.access_count,
    lastAccessedAt: orUndefined(row.last_accessed_at),
    revision: row.revision,
    contentHash: row.content_hash,
    fingerprint: row.fingerprint,
  };
}
