import { singleLine, truncate } from '@homarus/base';

import { isSelfCategory } from '../category.ts';
import type { MemoryRecord, MemorySource } from '../record.ts';
import type { OwnerSpace, Scope } from '../scope.ts';
import { toMemoryUri } from '../uri.ts';
import type { Statement } from './statement.ts';
import { toSlug } from './slug.ts';

const abstractLength = 100;
const overviewLength = 500;

export function ownerSpaceOf(scope: Scope, category: MemoryRecord['category']): OwnerSpace {
  return isSelfCategory(category) ? `agent:${scope.agentId}` : `user:${scope.userId}`;
}

/** The words of a statement at three levels of detail, and what identifies them. */
export function wordingOf(statement: Statement) {
  const { content, contentHash, fingerprint } = statement;
  return {
    content,
    contentHash,
    fingerprint,
    abstract: abstractOf(content),
    overview: overviewOf(content),
  };
}

/** The first level of detail of a content that nobody summarised. */
export function abstractOf(content: string): string {
  return truncate(singleLine(content), abstractLength);
}

/** The second. */
export function overviewOf(content: string): string {
  return truncate(content, overviewLength);
}

function sourceOf(statement: Statement, sessionId: string | undefined): MemorySource {
  return {
    provenance: statement.provenance,
    sessionId,
    messageIds: statement.messageIds,
    quote: statement.quote === '' ? undefined : statement.quote,
    saidAt: statement.saidAt,
  };
}

export interface Birth {
  readonly id: string;
  readonly scope: Scope;
  readonly now: number;
}

/** A new memory, revision 1. It holds from when it was said unless it says otherwise. */
export function toRecord(statement: Statement, { id, scope, now }: Birth): MemoryRecord {
  const { category, content } = statement;
  const ownerSpace = ownerSpaceOf(scope, category);
  return {
    id,
    uri: toMemoryUri(scope, { ownerSpace, category, slug: toSlug({ id, content }) }),
    accountId: scope.accountId,
    userId: scope.userId,
    agentId: scope.agentId,
    ownerSpace,
    category,
    kind: statement.kind,
    ...wordingOf(statement),
    subject: statement.subject,
    attribute: statement.attribute,
    value: statement.value,
    entities: statement.entities ?? [],
    tags: statement.tags ?? [],
    importance: statement.importance,
    confidence: statement.confidence,
    weight: 1,
    source: sourceOf(statement, scope.sessionId),
    validFrom: statement.validFrom ?? statement.saidAt,
    validTo: statement.validTo,
    recordedAt: now,
    updatedAt: now,
    supersededAt: undefined,
    supersededBy: undefined,
    deletedAt: undefined,
    accessCount: 0,
    lastAccessedAt: undefined,
    revision: 1,
  };
}

/** The same memory in the statement's richer words; what was known beside the words stays. */
export function toUpdated(
  record: MemoryRecord,
  statement: Statement,
  { scope, now }: Omit<Birth, 'id'>,
): MemoryRecord {
  return {
    ...record,
    ...wordingOf(statement),
    attribute: statement.attribute ?? record.attribute,
    value: statement.value ?? record.value,
    kind: statement.kind ?? record.kind,
    entities: union(record.entities, statement.entities),
    tags: union(record.tags, statement.tags),
    importance: Math.max(record.importance, statement.importance),
    confidence: Math.max(record.confidence, statement.confidence),
    source: sourceOf(statement, scope.sessionId),
    validTo: statement.validTo ?? record.validTo,
    updatedAt: now,
    revision: record.revision + 1,
  };
}

export interface Ending {
  readonly now: number;
  /** When it stopped to hold in the world. */
  readonly validTo: number;
  /** The memory that holds instead; undefined when nothing does. */
  readonly by?: string;
}

/** The memory as it is once it no longer holds. */
export function toEnded(record: MemoryRecord, { now, validTo, by }: Ending): MemoryRecord {
  return {
    ...record,
    validTo: Math.min(record.validTo ?? Infinity, validTo),
    supersededAt: now,
    supersededBy: by,
    updatedAt: now,
    revision: record.revision + 1,
  };
}

export function toDeleted(record: MemoryRecord, now: number): MemoryRecord {
  return { ...record, deletedAt: now, updatedAt: now, revision: record.revision + 1 };
}

function union(known: readonly string[], added: readonly string[] = []): readonly string[] {
  return [...new Set([...known, ...added])];
}
