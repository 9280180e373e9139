import * as v from 'valibot';

import { memoryCategories, memoryKinds } from '../category.ts';
import { messageRoles } from '../message.ts';
import type { StoredMessage } from '../message.ts';
import { provenances } from '../record.ts';
import type { MemoryRecord, MemoryRevision } from '../record.ts';

export const formatName = 'homarus-memory';
export const formatVersion = 1;

const text = v.string();
const id = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.pipe(v.number(), v.safeInteger());
const texts = v.array(v.string());
const ownerSpace = v.custom<MemoryRecord['ownerSpace']>(
  (value) => typeof value === 'string' && /^(user|agent):/u.test(value),
  'an owner',
);
const sessionFields = { accountId: id, userId: id, agentId: id, sessionId: id };

const message = v.object({
  key: id,
  id,
  ...sessionFields,
  position: count,
  role: v.picklist(messageRoles),
  content: v.union([text, v.array(v.looseObject({ type: text, text: v.exactOptional(text) }))]),
  text,
  contentHash: text,
  name: v.exactOptional(text),
  senderId: v.exactOptional(text),
  turnId: v.exactOptional(text),
  isHeartbeat: v.boolean(),
  isEcho: v.boolean(),
  createdAt: instant,
  recordedAt: instant,
});

const record = v.object({
  id,
  uri: id,
  accountId: id,
  userId: id,
  agentId: id,
  ownerSpace,
  category: v.picklist(memoryCategories),
  kind: v.exactOptional(v.picklist(memoryKinds)),
  abstract: text,
  overview: text,
  content: text,
  subject: text,
  attribute: v.exactOptional(text),
  value: v.exactOptional(text),
  entities: texts,
  tags: texts,
  importance: v.number(),
  confidence: v.number(),
  weight: v.number(),
  source: v.object({
    provenance: v.picklist(provenances),
    sessionId: v.exactOptional(text),
    messageIds: texts,
    quote: v.exactOptional(text),
    saidAt: instant,
  }),
  validFrom: v.exactOptional(instant),
  validTo: v.exactOptional(instant),
  recordedAt: instant,
  updatedAt: instant,
  supersededAt: v.exactOptional(instant),
  supersededBy: v.exactOptional(text),
  deletedAt: v.exactOptional(instant),
  accessCount: count,
  lastAccessedAt: v.exactOptional(instant),
  revision: v.pipe(count, v.minValue(1)),
  contentHash: text,
  fingerprint: text,
});

const revision = v.object({
  memoryId: id,
  revision: v.pipe(count, v.minValue(1)),
  previous: v.exactOptional(record),
  cause: v.picklist(['extraction', 'person', 'tool', 'review', 'import', 'undo']),
  reason: v.exactOptional(text),
  createdAt: instant,
});

const archive = v.object({
  uri: id,
  sessionId: id,
  number: v.pipe(count, v.minValue(1)),
  fromPosition: count,
  toPosition: count,
  summary: text,
  createdAt: instant,
});

const tombstone = v.object({
  userId: id,
  contentHash: text,
  fingerprint: id,
  createdAt: instant,
});

export const HeaderLine = v.object({
  type: v.literal('header'),
  format: v.literal(formatName),
  version: v.literal(formatVersion),
  accountId: v.exactOptional(id),
});

/** A line between the header and the end. */
export const ContentLine = v.variant('type', [
  v.object({ type: v.literal('message'), message }),
  v.object({
    type: v.literal('session'),
    scope: v.object(sessionFields),
    cursors: v.record(text, count),
    turns: texts,
  }),
  v.object({ type: v.literal('archive'), scope: v.object(sessionFields), archive }),
  v.object({ type: v.literal('memory'), record, revisions: v.array(revision) }),
  v.object({ type: v.literal('tombstone'), accountId: id, tombstone }),
  v.object({ type: v.literal('end') }),
]);
export type ContentLine = v.InferOutput<typeof ContentLine>;
export type LineOf<T extends ContentLine['type']> = Extract<ContentLine, { type: T }>;

/** What JSON leaves out when it is undefined is there again; the order of the keys stays. */
export function toMessage(read: v.InferOutput<typeof message>): StoredMessage {
  return { ...read, name: read.name, senderId: read.senderId, turnId: read.turnId };
}

export function toRecord(read: v.InferOutput<typeof record>): MemoryRecord {
  const { source } = read;
  return {
    ...read,
    kind: read.kind,
    attribute: read.attribute,
    value: read.value,
    source: { ...source, sessionId: source.sessionId, quote: source.quote },
    validFrom: read.validFrom,
    validTo: read.validTo,
    supersededAt: read.supersededAt,
    supersededBy: read.supersededBy,
    deletedAt: read.deletedAt,
    lastAccessedAt: read.lastAccessedAt,
  };
}

export function toRevision(read: v.InferOutput<typeof revision>): MemoryRevision {
  const { previous, reason } = read;
  return {
    ...read,
    previous: previous === undefined ? undefined : toRecord(previous),
    reason,
  };
}
