import type { LearnCandidate } from '../extract/candidate.ts';
import { checkRequest, toCandidate } from '../learn/remember.ts';
import { learn } from '../learn/reconcile.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import { createLibraryDraft, requireMemory } from './library-deps.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { CreatedMemory, NewMemory } from './library.ts';
import { requirePeriod, toTags } from './fields.ts';

export async function createByHand(
  deps: LibraryDeps,
  scope: Scope,
  memory: NewMemory,
): Promise<CreatedMemory> {
  const candidate = await toManualCandidate(deps, scope, memory);
  return retryConflicts(deps.clock, async () => {
    const draft = createLibraryDraft(deps, scope, 'person');
    const { memoryId } = await learn(deps, draft, candidate, draft.now);
    if (memoryId === undefined) throw new Error('A statement was stored as nothing.');
    const isNew = draft.added().some(({ id }) => id === memoryId);
    const change = draft.toChange();
    await deps.store.commit(scope, change);
    const others = change.memories.flatMap(({ record }) =>
      record.id === memoryId ? [] : [record.id],
    );
    const isTouched = others.length < change.memories.length;
    return {
      action: isNew ? 'created' : isTouched ? 'updated' : 'unchanged',
      memory: await requireMemory(deps, scope, memoryId),
      superseded: others,
    };
  });
}

async function toManualCandidate(
  deps: LibraryDeps,
  scope: Scope,
  { content, tags, validFrom, validTo, ...request }: NewMemory,
): Promise<LearnCandidate> {
  const checked = checkRequest(deps, { ...request, text: content }, 'content');
  requirePeriod(validFrom, validTo);
  const candidate = await toCandidate(deps, scope, checked);
  return {
    ...candidate,
    provenance: 'manual',
    ...(tags === undefined ? {} : { tags: toTags(deps, tags) }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
}
