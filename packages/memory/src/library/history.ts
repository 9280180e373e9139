import { stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { Scope } from '../scope.ts';
import { requireMemory } from './library-deps.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { FieldChange, HistoryEntry } from './library.ts';

export async function historyOf(
  deps: LibraryDeps,
  scope: Scope,
  id: string,
): Promise<readonly HistoryEntry[]> {
  const current = await requireMemory(deps, scope, id);
  const revisions = await deps.store.listRevisions(scope, id);
  const entries: HistoryEntry[] = [];
  let after = current;
  for (const { revision, previous, cause, reason, createdAt } of revisions) {
    const changes = previous === undefined ? [] : changesBetween(previous, after);
    const state = stateOf(after);
    entries.push({ revision, cause, reason, createdAt, state, content: after.content, changes });
    after = previous ?? after;
  }
  return entries;
}

/** What a person or a program may want to know of; the rest follows from it or is bookkeeping. */
const shownFields = [
  'content',
  'category',
  'kind',
  'subject',
  'attribute',
  'value',
  'entities',
  'tags',
  'importance',
  'confidence',
  'weight',
  'source',
  'validFrom',
  'validTo',
  'supersededAt',
  'supersededBy',
  'deletedAt',
] as const satisfies readonly (keyof MemoryRecord)[];

export function changesBetween(from: MemoryRecord, to: MemoryRecord): readonly FieldChange[] {
  return shownFields.flatMap((field) => {
    const [before, after] = [from[field], to[field]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [
      {
        field,
        ...(before === undefined ? {} : { from: before }),
        ...(after === undefined ? {} : { to: after }),
      },
    ];
  });
}
