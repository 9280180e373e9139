import type { NewJob } from '../ports/job-store.ts';
import type { SessionScope } from '../scope.ts';

export const rebuildJobKind = 'rebuild_archive';

/** The first try comes after this; each further one after twice as long, up to 6 hours. */
const firstWaitMs = 300_000;
const maxWaitMs = 6 * 3_600_000;
export function rebuildJob(
  id: string,
  scope: SessionScope,
  { now, attempt }: { readonly now: number; readonly attempt: number },
): NewJob {
  const runAt = now + Math.min(maxWaitMs, firstWaitMs * 2 ** attempt);
  const dedupeKey = rebuildJobKind;
  return { id, kind: rebuildJobKind, scope, payload: { attempt }, dedupeKey, runAt };
}
