import { AppError, hasCode } from '@homarus/base';

import { categoryOfRole } from '../category.ts';
import type { MemoryRecord } from '../record.ts';
import type { Scope } from '../scope.ts';
import type { MemoryChange, MemoryWrite, MessageWrite, SearchEntry } from './memory-store.ts';

// The rules of a commit that do not depend on where the rows are. Every store uses them, so that all
// of them refuse the same changes and derive the same search entries.

/** The one agent that may see a memory; undefined when all agents of its user may. */
export function visibleAgentOf(
  record: Pick<MemoryRecord, 'ownerSpace' | 'agentId'>,
): string | undefined {
  return record.ownerSpace.startsWith('agent:') ? record.agentId : undefined;
}

/** A search entry that has not got its place in the partition yet. */
export type NewSearchEntry = Omit<SearchEntry, 'seq'>;

export function messageEntry({ message, search }: MessageWrite): NewSearchEntry {
  return {
    type: 'message',
    key: message.key,
    agentId: message.agentId,
    sessionId: message.sessionId,
    position: message.position,
    category: categoryOfRole(message.role),
    createdAt: message.createdAt,
    recordedAt: message.recordedAt,
    hiddenAt: undefined,
    sourceMessageIds: [],
    terms: search.terms,
    termsVersion: search.termsVersion,
  };
}

export function memoryEntry({
  record,
  search,
}: Pick<MemoryWrite, 'record' | 'search'>): NewSearchEntry {
  return {
    type: 'memory',
    key: record.id,
    agentId: visibleAgentOf(record),
    sessionId: record.source.sessionId,
    position: undefined,
    category: record.category,
    createdAt: record.source.saidAt,
    recordedAt: record.recordedAt,
    hiddenAt: hiddenAtOf(record),
    sourceMessageIds: record.source.messageIds,
    terms: search.terms,
    termsVersion: search.termsVersion,
  };
}

function hiddenAtOf({ supersededAt, deletedAt }: MemoryRecord): number | undefined {
  if (supersededAt === undefined || deletedAt === undefined) return supersededAt ?? deletedAt;
  return Math.min(supersededAt, deletedAt);
}

/**
 * Refuses a change that only a bug can make: rows of another scope, session rows without a session,
 * a claim without a turn, a revision that does not fit its record. Throws a plain `Error`.
 */
export function assertChange(scope: Scope, change: MemoryChange): void {
  assertSession(scope, change);
  for (const { message } of change.messages ?? []) assertMessage(scope, message);
  for (const write of change.memories ?? []) assertMemory(scope, write);
  for (const tombstone of change.tombstones ?? []) {
    if (tombstone.userId !== scope.userId) throw foreign('tombstone', tombstone.fingerprint);
  }
  for (const job of change.jobs ?? []) {
    if (!isOfPartition(scope, job.scope)) throw foreign('job', job.id);
  }
}

function assertSession(scope: Scope, change: MemoryChange): void {
  const { archive, turnId } = change;
  const lists = [change.messages, change.claimedKeys, change.cursors];
  const isAboutSession =
    turnId !== undefined || archive !== undefined || lists.some((list) => list?.length);
  if (isAboutSession && scope.sessionId === undefined) {
    throw new Error('A change of a session needs a scope that names the session.');
  }
  if (archive !== undefined && archive.sessionId !== scope.sessionId) {
    throw new Error('The archive belongs to another session than the scope.');
  }
  if (turnId === undefined && change.claimedKeys?.length) {
    throw new Error('Messages are claimed for a turn, but the change names none.');
  }
}

function assertMessage(scope: Scope, message: MessageWrite['message']): void {
  const isOwn =
    isOfPartition(scope, message) &&
    message.agentId === scope.agentId &&
    message.sessionId === scope.sessionId;
  if (!isOwn) throw foreign('message', message.key);
}

function assertMemory(scope: Scope, { record, revision }: MemoryWrite): void {
  const agentId = visibleAgentOf(record);
  if (!isOfPartition(scope, record) || (agentId !== undefined && agentId !== scope.agentId)) {
    throw foreign('memory', record.id);
  }
  if (revision.memoryId !== record.id || revision.revision !== record.revision) {
    throw new Error(`The revision row of memory ${record.id} is not of its revision.`);
  }
}

function isOfPartition(
  scope: Scope,
  row: { readonly accountId: string; readonly userId: string },
): boolean {
  return row.accountId === scope.accountId && row.userId === scope.userId;
}

function foreign(what: string, id: string): Error {
  return new Error(`The ${what} ${id} belongs to another scope than the change.`);
}

/** What a store holds now of what a change builds on. */
export interface ChangeBasis {
  /** The position that the session's next message gets. */
  readonly nextPosition: number;
  readonly cursors: Readonly<Record<string, number>>;
  /** The number of the session's last archive; 0 without one. */
  readonly archiveNumber: number;
  /** Revisions of the visible ones of the change's memories, by id. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly memoryVersion: number;
  /** Those of the change's claimed keys that are the session's and that no turn has. */
  readonly unclaimed: ReadonlySet<string>;
}

/** Throws `conflict` when the change was made from something else than what the store holds now. */
export function requireBasis(change: MemoryChange, basis: ChangeBasis): void {
  requirePositions(change, basis);
  for (const key of change.claimedKeys ?? []) {
    if (!basis.unclaimed.has(key)) {
      throw changeConflict(`Message ${key} cannot be claimed: it is not there or of another turn.`);
    }
  }
  requireRevisions(change, basis);
  requireVersion(change, basis);
  const cursors = new Map(Object.entries(basis.cursors));
  for (const { name, from, to } of change.cursors ?? []) {
    const now = cursors.get(name) ?? 0;
    if (now !== from) throw changeConflict(`Cursor ${name} stands at ${now}, not at ${from}.`);
    cursors.set(name, to);
  }
  const { archive } = change;
  if (archive !== undefined && archive.number !== basis.archiveNumber + 1) {
    throw changeConflict(`Archive ${archive.number} does not follow ${basis.archiveNumber}.`);
  }
}

function requirePositions({ messages = [] }: MemoryChange, { nextPosition }: ChangeBasis): void {
  const ids = new Set<string>();
  for (const [index, { message }] of messages.entries()) {
    const expected = nextPosition + index;
    if (message.position !== expected) {
      throw changeConflict(`The session's next position is ${expected}, not ${message.position}.`);
    }
    if (ids.has(message.id)) throw changeConflict(`Message id ${message.id} is there twice.`);
    ids.add(message.id);
  }
}

function requireRevisions({ memories = [] }: MemoryChange, basis: ChangeBasis): void {
  const revisions = new Map(basis.revisions);
  for (const { record } of memories) {
    const now = revisions.get(record.id) ?? 0;
    if (record.revision !== now + 1) {
      throw changeConflict(`Memory ${record.id} has revision ${now}, not ${record.revision - 1}.`);
    }
    revisions.set(record.id, record.revision);
  }
}

/** In the details of a conflict because memories have changed; the rest of the change may still fit. */
const staleMemories = { stale: 'memories' } as const;

function requireVersion(
  { memoryVersion: seen }: MemoryChange,
  { memoryVersion }: ChangeBasis,
): void {
  if (seen === undefined || seen === memoryVersion) return;
  throw new AppError('conflict', 'Memories have changed since the change was decided.', {
    retryable: true,
    details: staleMemories,
  });
}

/** Whether a writer has to decide anew because memories have changed since it read them. */
export function isStaleMemories(error: unknown): boolean {
  return hasCode(error, 'conflict') && error.details?.['stale'] === staleMemories.stale;
}

/** The error of a writer that has to read again and repeat. */
export function changeConflict(message: string, cause?: unknown): AppError {
  return new AppError('conflict', message, { retryable: true, cause });
}
