import { throwIfAborted } from '@homarus/base';

import type { JobHandler } from '../jobs/worker.ts';
import type { NewJob } from '../ports/job-store.ts';
import type { VectorStore } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';

export const removeVectorsJobKind = 'remove_vectors';

/** Searches that began before the switch may still read the old space. */
const graceMs = 10_000;
/** Rows of one transaction: writers between them do not wait long. */
const rowsAtATime = 500;

/** Removes the rows of a partition's retired spaces. */
export function removeVectorsJob(id: string, { accountId, userId }: Scope, now: number): NewJob {
  return {
    id,
    kind: removeVectorsJobKind,
    scope: { accountId, userId, agentId: '' },
    payload: {},
    dedupeKey: removeVectorsJobKind,
    runAt: now + graceMs,
  };
}

export function createRemoveVectorsJob(vectors: VectorStore): JobHandler<void> {
  return async ({ scope }, { signal }) => {
    while ((await vectors.removeRetired(scope, rowsAtATime)) > 0) throwIfAborted(signal);
  };
}
