import { planCapture } from '../capture/capture.ts';
import type { CaptureDeps } from '../capture/capture.ts';
import { extractJob } from '../learn/extract-job.ts';
import { extractCursor } from '../learn/learner.ts';
import type { MemoryChange } from '../ports/memory-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { SessionScope } from '../scope.ts';
import type { MessageItem } from './item.ts';
import type { ItemResult } from './report.ts';

export interface ConversationImportDeps extends Omit<CaptureDeps, 'followUp'> {
  /** Whether the queue shall learn from them, as from what is said now. */
  readonly learns: boolean;
  readonly isDryRun: boolean;
}

/**
 * Stores messages of one session, verbatim and with their dates, in one transaction. They are not
 * learned from unless that is asked for: what reads a session from where it was read is moved past
 * them. `seen` has the ids that earlier batches of the session brought, and gets those of this one.
 */
export async function importConversation(
  deps: ConversationImportDeps,
  scope: SessionScope,
  items: readonly MessageItem[],
  seen: Set<string>,
): Promise<readonly ItemResult[]> {
  const fresh = items.filter(({ message: { id } }, index) => {
    const isFirst = items.findIndex(({ message }) => message.id === id) === index;
    return isFirst && !seen.has(id);
  });
  const added = await retryConflicts(deps.clock, () => storeOnce(deps, scope, fresh));
  for (const { message } of fresh) seen.add(message.id);
  return items.map((item) => ({ outcome: added.delete(item.message.id) ? 'added' : 'known' }));
}

/** The ids of the new ones. */
async function storeOnce(
  deps: ConversationImportDeps,
  scope: SessionScope,
  items: readonly MessageItem[],
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const plan = await planCapture(
    deps,
    scope,
    items.map(({ message }) => message),
  );
  const ids = new Set(plan.added.map(({ id }) => id));
  if (ids.size === 0 || deps.isDryRun) return ids;
  await deps.store.commit(scope, {
    messages: plan.added.map((message) => ({ message, search: deps.termsOf.message(message) })),
    ...followUpOf(deps, scope, plan),
  });
  return ids;
}

function followUpOf(
  { learns, ids, clock }: ConversationImportDeps,
  scope: SessionScope,
  { state, added }: Awaited<ReturnType<typeof planCapture>>,
): Pick<MemoryChange, 'jobs' | 'cursors'> {
  if (learns) return { jobs: [extractJob(ids.next('job'), scope, clock.now())] };
  const from = state.cursors[extractCursor] ?? 0;
  // What was said here before and is not yet learned from is still to be read.
  if (from < state.nextPosition) return {};
  return { cursors: [{ name: extractCursor, from, to: state.nextPosition + added.length }] };
}
