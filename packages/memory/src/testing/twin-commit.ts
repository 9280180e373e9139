import {
  changeConflict,
  memoryEntry,
  messageEntry,
  requireBasis,
  visibleAgentOf,
} from '../ports/memory-change.ts';
import type { NewSearchEntry } from '../ports/memory-change.ts';
import type { MemoryChange, MemoryWrite } from '../ports/memory-store.ts';
import type { Scope, SessionScope } from '../scope.ts';
import type { TwinPartition, TwinSession, TwinState } from './twin-state.ts';

/** Whether the scope's session has seen the change's turn. */
export function hasTurn(partition: TwinPartition, scope: Scope, change: MemoryChange): boolean {
  const session = partition.sessions.get(JSON.stringify([scope.agentId, scope.sessionId]));
  return change.turnId !== undefined && session?.turns.has(change.turnId) === true;
}

/** Throws `conflict` when the change does not fit what is stored; changes nothing. */
export function requireStored(state: TwinState, scope: Scope, change: MemoryChange): void {
  const partition = state.partition(scope);
  const session = isSession(scope) ? state.session(scope) : undefined;
  requireBasis(change, {
    nextPosition: session?.messages.length ?? 0,
    cursors: Object.fromEntries(session?.cursors ?? []),
    archiveNumber: session?.archives.at(-1)?.number ?? 0,
    revisions: revisionsOf(partition, scope),
    memoryVersion: partition.memoryVersion,
    unclaimed: new Set(
      session?.messages.flatMap(({ key, turnId }) => (turnId === undefined ? [key] : [])),
    ),
  });
  requireFreeKeys(state, partition, change);
  if (session !== undefined) requireFreeIds(session, change);
}

function revisionsOf(partition: TwinPartition, scope: Scope): ReadonlyMap<string, number> {
  const revisions = new Map<string, number>();
  for (const record of partition.memories.values()) {
    const agentId = visibleAgentOf(record);
    if (agentId === undefined || agentId === scope.agentId) {
      revisions.set(record.id, record.revision);
    }
  }
  return revisions;
}

function requireFreeKeys(state: TwinState, partition: TwinPartition, change: MemoryChange): void {
  const keys = change.messages?.map(({ message }) => message.key) ?? [];
  const born = change.memories?.filter(({ record }) => record.revision === 1) ?? [];
  const taken = [...keys, ...born.map(({ record }) => record.id)].find((key) => state.hasKey(key));
  if (taken !== undefined || new Set(keys).size < keys.length) {
    throw changeConflict(`The key ${taken ?? ''} is taken.`);
  }
  for (const { record } of change.memories ?? []) {
    const stored = partition.memories.get(record.id);
    if (stored !== undefined && visibleAgentOf(stored) !== visibleAgentOf(record)) {
      throw changeConflict(`Memory ${record.id} belongs to another owner.`);
    }
  }
}

function requireFreeIds(session: TwinSession, change: MemoryChange): void {
  const ids = new Set(session.messages.map(({ id }) => id));
  const taken = change.messages?.find(({ message }) => ids.has(message.id));
  if (taken !== undefined) throw changeConflict(`Message id ${taken.message.id} is taken.`);
}

/** Applies a change that {@link requireStored} let pass. */
export function applyChange(state: TwinState, scope: Scope, change: MemoryChange): void {
  const partition = state.partition(scope);
  if (isSession(scope)) applySession(partition, state.session(scope), change);
  for (const { message } of change.messages ?? []) partition.messages.set(message.key, message);
  for (const write of change.messages ?? []) addEntry(partition, messageEntry(write));
  for (const write of change.memories ?? []) addMemory(partition, write);
  for (const print of change.liftedTombstones ?? []) partition.tombstones.delete(print);
  for (const tombstone of change.tombstones ?? []) {
    partition.tombstones.set(tombstone.fingerprint, tombstone);
  }
}

function applySession(partition: TwinPartition, session: TwinSession, change: MemoryChange): void {
  const { turnId } = change;
  const claimed = new Set(change.claimedKeys);
  for (const [index, message] of session.messages.entries()) {
    if (!claimed.has(message.key)) continue;
    const claimedMessage = { ...message, turnId };
    session.messages[index] = claimedMessage;
    partition.messages.set(message.key, claimedMessage);
  }
  session.messages.push(...(change.messages ?? []).map(({ message }) => message));
  if (turnId !== undefined) session.turns.add(turnId);
  for (const { name, to } of change.cursors ?? []) session.cursors.set(name, to);
  if (change.archive !== undefined) session.archives.push(change.archive);
}

function addMemory(partition: TwinPartition, write: MemoryWrite): void {
  const { record, revision } = write;
  partition.memories.set(record.id, record);
  partition.memoryVersion += 1;
  partition.revisions.set(record.id, [...(partition.revisions.get(record.id) ?? []), revision]);
  addEntry(partition, memoryEntry(write));
}

function addEntry(partition: TwinPartition, entry: NewSearchEntry): void {
  const place = `${entry.type}:${entry.key}`;
  partition.lastSeq += 1;
  // Deleted first, so that the map's order stays the order of `seq`.
  partition.entries.delete(place);
  partition.entries.set(place, { ...entry, seq: partition.lastSeq });
  if (entry.hiddenAt === undefined) return;
  for (const vectors of partition.vectors.values()) vectors.delete(entry.key);
}

function isSession(scope: Scope): scope is SessionScope {
  return scope.sessionId !== undefined;
}
