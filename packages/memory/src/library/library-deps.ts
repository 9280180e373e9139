import { AppError } from '@homarus/base';

import { MemoryDraft } from '../learn/draft.ts';
import type { RememberDeps } from '../learn/remember.ts';
import { memoryStates } from '../record.ts';
import type { MemoryRecord, MemoryState, RevisionCause } from '../record.ts';
import type { Scope } from '../scope.ts';

export type LibraryDeps = RememberDeps;

/** The memory, or `not_found`. */
export async function requireMemory(
  { store }: LibraryDeps,
  scope: Scope,
  id: string,
  states: readonly MemoryState[] = memoryStates,
): Promise<MemoryRecord> {
  const [record] = await store.findMemories(scope, { ids: [id], states, limit: 1 });
  if (record === undefined) {
    throw new AppError('not_found', 'No memory with this id.', { details: { id } });
  }
  return record;
}

/** Throws `conflict` when somebody changed the memory since its editor saw it. */
export function requireRevision(record: MemoryRecord, seen: number | undefined): void {
  if (seen === undefined || seen === record.revision) return;
  throw new AppError(
    'conflict',
    `The memory has revision ${record.revision}, not ${seen}: read it again before you change it.`,
    { details: { revision: record.revision }, retryable: false },
  );
}

export function invalid(path: string, message: string): AppError {
  return new AppError('invalid_request', message, { details: { path } });
}

/** A change by hand. */
export function createLibraryDraft(
  { store, clock, termsOf }: LibraryDeps,
  scope: Scope,
  cause: RevisionCause,
  reason?: string,
): MemoryDraft {
  return new MemoryDraft({ store, scope, now: clock.now(), cause: { cause, reason }, termsOf });
}
