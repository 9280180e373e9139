import assert from 'node:assert/strict';

import { hasCode } from '@homarus/base';

import type { MemoryStore, SearchEntry } from '../../ports/memory-store.ts';
import type { Scope } from '../../scope.ts';

/** Asserts that the work is refused as `conflict`, and that the caller may repeat it. */
export async function rejectsConflict(work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error) => hasCode(error, 'conflict') && error.retryable);
}

/** All entries of the scope's partition. */
export function allEntries(store: MemoryStore, scope: Scope): Promise<readonly SearchEntry[]> {
  return store.listSearchEntries(scope, { afterSeq: 0, limit: 1000 });
}
