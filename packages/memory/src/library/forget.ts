import { bury } from '../learn/forget.ts';
import type { MemoryRecord } from '../record.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import { createLibraryDraft, requireMemory, requireRevision } from './library-deps.ts';
import type { LibraryDeps } from './library-deps.ts';

export async function forgetByHand(
  deps: LibraryDeps,
  scope: Scope,
  id: string,
  { revision }: { readonly revision?: number },
): Promise<MemoryRecord> {
  await retryConflicts(deps.clock, async () => {
    const record = await requireMemory(deps, scope, id, ['live', 'superseded']);
    requireRevision(record, revision);
    const draft = createLibraryDraft(deps, scope, 'person');
    bury(draft, record);
    await deps.store.commit(scope, draft.toChange());
  });
  return requireMemory(deps, scope, id);
}
