import type { NewJob } from '../ports/job-store.ts';
import type { MemoryChange, MemoryWrite, MessageWrite } from '../ports/memory-store.ts';
import type { StoredMessage } from '../message.ts';
import type { MemoryRecord } from '../record.ts';
import type { SessionScope } from '../scope.ts';

/** The instant at which the samples happen: 2026-01-01T00:00:00Z. */
export const sampleTime = Date.UTC(2026, 0, 1);

export function sampleScope(scope: Partial<SessionScope> = {}): SessionScope {
  return { accountId: 'acct-a', userId: 'u-a', agentId: 'main', sessionId: 's-a', ...scope };
}

/** A user's message of the scope's session, at position 0; `key` and `id` tell the position. */
export function sampleMessage(
  scope: SessionScope,
  fields: Partial<StoredMessage> = {},
): StoredMessage {
  const { accountId, userId, agentId, sessionId } = scope;
  const position = fields.position ?? 0;
  const text = fields.text ?? `message ${position}`;
  return {
    key: `msg_${[accountId, userId, agentId, sessionId, position].join('/')}`,
    id: `m-${position}`,
    accountId,
    userId,
    agentId,
    sessionId,
    position,
    role: 'user',
    content: text,
    text,
    contentHash: `hash-${text}`,
    name: undefined,
    senderId: undefined,
    turnId: undefined,
    isHeartbeat: false,
    isEcho: false,
    createdAt: sampleTime + position,
    recordedAt: sampleTime + position,
    ...fields,
  };
}

/** A live fact about the scope's user, in its first revision. */
export function sampleMemory(
  scope: SessionScope,
  fields: Partial<MemoryRecord> = {},
): MemoryRecord {
  const { accountId, userId, agentId } = scope;
  const content = fields.content ?? 'Lives in Hangzhou.';
  const id = fields.id ?? `mem_${[accountId, userId, agentId].join('/')}`;
  return {
    id,
    uri: `ctx://${accountId}/users/${userId}/memories/user_memory_fact/${id}`,
    accountId,
    userId,
    agentId,
    ownerSpace: `user:${userId}`,
    category: 'user_memory_fact',
    kind: undefined,
    abstract: content,
    overview: content,
    content,
    subject: 'user',
    attribute: 'city',
    value: 'Hangzhou',
    entities: ['Hangzhou'],
    tags: [],
    importance: 0.7,
    confidence: 0.9,
    weight: 1,
    source: {
      provenance: 'owner',
      sessionId: scope.sessionId,
      messageIds: ['m-0'],
      quote: 'I live in Hangzhou',
      saidAt: sampleTime,
    },
    validFrom: sampleTime,
    validTo: undefined,
    recordedAt: sampleTime,
    updatedAt: sampleTime,
    supersededAt: undefined,
    supersededBy: undefined,
    deletedAt: undefined,
    accessCount: 0,
    lastAccessedAt: undefined,
    revision: 1,
    contentHash: `hash-${content}`,
    fingerprint: `print-${content}`,
    ...fields,
  };
}

/** A memory that belongs to the scope's agent, not to its user. */
export function sampleLesson(
  scope: SessionScope,
  fields: Partial<MemoryRecord> = {},
): MemoryRecord {
  return sampleMemory(scope, {
    id: `mem_lesson_${[scope.accountId, scope.userId, scope.agentId].join('/')}`,
    ownerSpace: `agent:${scope.agentId}`,
    category: 'self_improving_learnings',
    subject: 'agent',
    content: 'Run the tests first.',
    ...fields,
  });
}

export function sampleMessageWrite(
  scope: SessionScope,
  fields: Partial<StoredMessage> = {},
): MessageWrite {
  const message = sampleMessage(scope, fields);
  return { message, search: { terms: message.text, termsVersion: 1 } };
}

/** A write of the record with the revision row it needs. */
export function sampleMemoryWrite(record: MemoryRecord, previous?: MemoryRecord): MemoryWrite {
  return {
    record,
    search: { terms: record.content, termsVersion: 1 },
    revision: {
      memoryId: record.id,
      revision: record.revision,
      previous,
      cause: 'extraction',
      reason: undefined,
      createdAt: record.updatedAt,
    },
  };
}

/** The next revision of a record, as a write. */
export function sampleUpdate(record: MemoryRecord, fields: Partial<MemoryRecord>): MemoryWrite {
  const updatedAt = fields.updatedAt ?? record.updatedAt + 1;
  return sampleMemoryWrite(
    { ...record, updatedAt, ...fields, revision: record.revision + 1 },
    record,
  );
}

export function sampleJob(scope: SessionScope, fields: Partial<NewJob> = {}): NewJob {
  return {
    id: `job_${scope.accountId}/${scope.userId}`,
    kind: 'extract',
    scope,
    payload: { sessionId: scope.sessionId },
    runAt: sampleTime,
    ...fields,
  };
}

/** A change of messages at the positions from `from` to `to` (exclusive). */
export function sampleMessages(scope: SessionScope, from: number, to: number): MemoryChange {
  const positions = Array.from({ length: to - from }, (_, index) => from + index);
  return { messages: positions.map((position) => sampleMessageWrite(scope, { position })) };
}
