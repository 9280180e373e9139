import { isSameValue } from '../learn/decide.ts';
import { allFingerprints } from '../learn/fingerprint.ts';
import { toEnded } from '../learn/records.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import { createLibraryDraft, invalid, requireMemory } from './library-deps.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { UndoneMemory, UndoRequest } from './library.ts';

export async function undoByHand(
  deps: LibraryDeps,
  scope: Scope,
  id: string,
  request: UndoRequest,
): Promise<UndoneMemory> {
  const undone = await retryConflicts(deps.clock, async () => {
    const current = await requireMemory(deps, scope, id);
    const restored = request.revision ?? current.revision - 1;
    const next = await toRestored(deps, scope, current, restored);
    const draft = createLibraryDraft(deps, scope, 'undo', `to revision ${restored}`);
    draft.change(current, { ...next, updatedAt: draft.now });
    if (current.deletedAt !== undefined && next.deletedAt === undefined) {
      draft.lift(await draft.findBuried(allFingerprints(current)));
    }
    if (current.deletedAt === undefined && next.deletedAt !== undefined) draft.bury(next);
    const rivals = stateOf(next) === 'live' ? await findRivals(deps, scope, current, next) : [];
    const ended = request.supersede === true ? rivals : [];
    for (const rival of ended) {
      draft.change(rival, toEnded(rival, { now: draft.now, validTo: draft.now, by: id }));
    }
    await deps.store.commit(scope, draft.toChange());
    return {
      restored,
      conflicts: request.supersede === true ? [] : rivals,
      superseded: ended.map((rival) => rival.id),
    };
  });
  return { memory: await requireMemory(deps, scope, id), ...undone };
}

/** The memory as that revision left it; how often it was read is not taken back. */
async function toRestored(
  { store }: LibraryDeps,
  scope: Scope,
  current: MemoryRecord,
  revision: number,
): Promise<MemoryRecord> {
  if (revision < 1 || revision >= current.revision) {
    throw invalid(
      'revision',
      current.revision === 1
        ? 'The memory has one revision only; to undo that, forget the memory.'
        : `There is no earlier revision ${revision}; they go from 1 to ${current.revision - 1}.`,
    );
  }
  const revisions = await store.listRevisions(scope, current.id);
  const previous = revisions.find((row) => row.revision === revision + 1)?.previous;
  if (previous === undefined) throw new Error(`Memory ${current.id} lacks revision ${revision}.`);
  const { accessCount, lastAccessedAt } = current;
  return { ...previous, accessCount, lastAccessedAt };
}

/**
 * Live memories that cannot hold beside the one that came back: the one that had superseded it, and
 * others that give an attribute of one value another value.
 */
async function findRivals(
  { store, isSingleValued }: LibraryDeps,
  scope: Scope,
  current: MemoryRecord,
  next: MemoryRecord,
): Promise<readonly MemoryRecord[]> {
  const { subject, attribute, ownerSpace } = next;
  const [successors, sameAttribute] = await Promise.all([
    current.supersededBy === undefined
      ? []
      : store.findMemories(scope, { ids: [current.supersededBy] }),
    attribute === undefined || !isSingleValued(attribute)
      ? []
      : store.findMemories(scope, { subject, attribute }),
  ]);
  const others = sameAttribute.filter(
    (record) =>
      record.id !== next.id &&
      record.ownerSpace === ownerSpace &&
      !successors.some(({ id }) => id === record.id) &&
      !isSameValue(next, record),
  );
  return [...successors, ...others];
}
