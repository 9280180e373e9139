import type { MemoryStore } from './ports/memory-store.ts';
import type { MemoryRecord } from './record.ts';
import type { Scope } from './scope.ts';

/**
 * The memories in the words that they had at an instant. All of them have to be recorded by then and
 * not hidden by then, as they stand now: a deletion or supersession that was undone since counts as
 * never having been.
 */
export async function asKnownAt(
  store: Pick<MemoryStore, 'listRevisions'>,
  scope: Scope,
  records: readonly MemoryRecord[],
  instant: number,
): Promise<readonly MemoryRecord[]> {
  return Promise.all(
    records.map(async (record) => {
      if (record.updatedAt <= instant) return record;
      const revisions = await store.listRevisions(scope, record.id);
      const later = revisions.findLast(({ createdAt }) => createdAt > instant);
      return {
        ...(later?.previous ?? record),
        supersededAt: undefined,
        supersededBy: undefined,
        deletedAt: undefined,
      };
    }),
  );
}
