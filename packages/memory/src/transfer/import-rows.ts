import { hasCode } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import type { MemoryStore, MemoryWrite, MessageWrite } from '../ports/memory-store.ts';
import type { TransferStore } from '../ports/transfer-store.ts';
import type { MemoryRecord, MemoryRevision } from '../record.ts';
import type { SessionScope } from '../scope.ts';
import type { TermsOf } from '../ports/maintenance-store.ts';
import { toMessage, toRecord, toRevision } from './format.ts';
import type { LineOf } from './format.ts';

export interface ImportRowsDeps {
  readonly store: MemoryStore;
  readonly transfer: TransferStore;
  readonly termsOf: TermsOf;
  readonly isDryRun: boolean;
}

/** What became of a line: it is new, it was there, or why it cannot be taken. */
export type Taken = 'added' | 'duplicate' | { readonly reason: string };

/** Messages of one session, in the order of their lines. */
export async function importMessages(
  deps: ImportRowsDeps,
  scope: SessionScope,
  lines: readonly LineOf<'message'>[],
): Promise<readonly Taken[]> {
  const { store } = deps;
  const messages = lines.map((line) => toMessage(line.message));
  const known = await store.findMessagesById(scope, [...new Set(messages.map(({ id }) => id))]);
  const ids = new Set(known.map(({ id }) => id));
  let { nextPosition } = await store.getSessionState(scope);
  const writes: MessageWrite[] = [];
  const taken = messages.map((message): Taken => {
    if (ids.has(message.id)) return 'duplicate';
    if (message.position < nextPosition) {
      return { reason: `The session has another message at position ${message.position}.` };
    }
    ids.add(message.id);
    writes.push(toWrite(deps, message, nextPosition));
    nextPosition += 1;
    return 'added';
  });
  if (writes.length === 0 || deps.isDryRun) return taken;
  const refusal = await refusalOf(() => store.commit(scope, { messages: writes }));
  if (refusal === undefined) return taken;
  if (lines.length === 1) return [refusal];
  // One of them stands in the way, such as a key that another session has: the others are taken.
  const single: Taken[] = [];
  for (const line of lines) single.push(...(await importMessages(deps, scope, [line])));
  return single;
}

/** A gap before it is closed: positions of a session have none. */
function toWrite(
  { termsOf }: ImportRowsDeps,
  message: StoredMessage,
  position: number,
): MessageWrite {
  const placed = { ...message, position };
  return { message: placed, search: termsOf.message(placed) };
}

export async function importMemory(deps: ImportRowsDeps, line: LineOf<'memory'>): Promise<Taken> {
  const record = toRecord(line.record);
  const revisions = line.revisions.map((revision) => toRevision(revision));
  if (!isChain(record, revisions)) {
    return {
      reason: 'The revisions of the memory are not whole: 1 to its own, each with its state.',
    };
  }
  const { accountId, userId, agentId } = record;
  const scope = { accountId, userId, agentId };
  const [newest] = await deps.store.listRevisions(scope, record.id);
  const known = newest?.revision ?? 0;
  if (known >= record.revision) return 'duplicate';
  if (deps.isDryRun) return 'added';
  const writes = revisions
    .map((revision, index): MemoryWrite => {
      const state = revisions[index + 1]?.previous ?? record;
      return { record: state, revision, search: deps.termsOf.memory(state) };
    })
    .filter(({ revision }) => revision.revision > known);
  const refusal = await refusalOf(() => deps.store.commit(scope, { memories: writes }));
  return refusal ?? 'added';
}

/** Whether the rows tell every state of the memory, from its birth on. */
function isChain(record: MemoryRecord, revisions: readonly MemoryRevision[]): boolean {
  return (
    revisions.length === record.revision &&
    revisions.every(({ memoryId, revision, previous }, index) => {
      const isFirst = index === 0;
      if (memoryId !== record.id || revision !== index + 1) return false;
      if (previous === undefined) return isFirst;
      return !isFirst && isState(record, previous, index);
    })
  );
}

function isState(record: MemoryRecord, previous: MemoryRecord, revision: number): boolean {
  return (
    previous.id === record.id &&
    previous.revision === revision &&
    previous.accountId === record.accountId &&
    previous.userId === record.userId &&
    previous.agentId === record.agentId &&
    previous.ownerSpace === record.ownerSpace
  );
}

export async function importArchive(deps: ImportRowsDeps, line: LineOf<'archive'>): Promise<Taken> {
  const { scope, archive } = line;
  if (archive.sessionId !== scope.sessionId)
    return { reason: 'The archive is of another session.' };
  const state = await deps.store.getSessionState(scope);
  if (archive.number <= (state.archive?.number ?? 0)) return 'duplicate';
  if (deps.isDryRun) return 'added';
  return (await refusalOf(() => deps.store.commit(scope, { archive }))) ?? 'added';
}

export async function importSession(deps: ImportRowsDeps, line: LineOf<'session'>): Promise<Taken> {
  const { scope, turns } = line;
  const { cursors, nextPosition } = await deps.store.getSessionState(scope);
  const moves = Object.entries(line.cursors)
    .map(([name, to]) => ({ name, from: cursors[name] ?? 0, to: Math.min(to, nextPosition) }))
    .filter(({ from, to }) => to > from);
  if (deps.isDryRun) return moves.length === 0 ? 'duplicate' : 'added';
  const added = turns.length === 0 ? 0 : await deps.transfer.addTurns(scope, turns);
  if (moves.length === 0) return added === 0 ? 'duplicate' : 'added';
  return (await refusalOf(() => deps.store.commit(scope, { cursors: moves }))) ?? 'added';
}

export async function importTombstone(
  deps: ImportRowsDeps,
  { accountId, tombstone }: LineOf<'tombstone'>,
): Promise<Taken> {
  const scope = { accountId, userId: tombstone.userId, agentId: '' };
  const known = await deps.store.findTombstones(scope, [tombstone.fingerprint]);
  if (known.length > 0) return 'duplicate';
  if (!deps.isDryRun) await deps.store.commit(scope, { tombstones: [tombstone] });
  return 'added';
}

/** Why a commit does not fit what is stored; undefined when it does. */
async function refusalOf(commit: () => Promise<unknown>): Promise<Taken | undefined> {
  try {
    await commit();
    return undefined;
  } catch (error) {
    if (hasCode(error, 'conflict')) return { reason: error.message };
    throw error;
  }
}
