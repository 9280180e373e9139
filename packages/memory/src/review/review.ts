import { throwIfAborted } from '@homarus/base';

import { MemoryDraft } from '../learn/draft.ts';
import type { LearnerDeps } from '../learn/learner.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { MergedMemories, ReviewReport, ReviewStore } from '../ports/review-store.ts';
import type { MemoryRecord } from '../record.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { personKeyOf } from '../scope-key.ts';
import type { Scope } from '../scope.ts';
import { draftBehaviours, findBehaviours } from './behaviours.ts';
import type { BehaviourDeps, WordedBehaviour } from './behaviours.ts';
import { findNearDuplicates } from './near-duplicates.ts';
import type { NearDuplicate } from './near-duplicates.ts';
import { isOtherWeight, weightOf } from './weight.ts';

export interface ReviewDeps extends LearnerDeps, BehaviourDeps {
  readonly store: LearnerDeps['store'] & ReviewStore;
  readonly ids: LearnerDeps['ids'];
  readonly log: LearnerDeps['log'];
  readonly hasSecret: LearnerDeps['hasSecret'];
  readonly jobs: JobStore;
  /** After so many attempts a job is dead; one that was given more has had its second chance. */
  readonly maxAttempts: number;
}

export interface ReviewOptions {
  /** Said in the revisions that it writes. */
  readonly reason: string;
  readonly signal?: AbortSignal;
}

const pageSize = 500;

/**
 * Looks over what an agent knows of its user: gives dead jobs one more attempt, merges memories that
 * say the same, weighs them all anew, and notes habits where a model words them. Each change is a revision with cause `review` that can be
 * undone; a merge that was undone is not made again. Repeating a review changes nothing more.
 */
export async function review(
  deps: ReviewDeps,
  scope: Scope,
  options: ReviewOptions,
): Promise<ReviewReport> {
  const startedAt = deps.clock.now();
  const { maxAttempts } = deps;
  const retriedJobs = await deps.jobs.retryDead(scope, { maxAttempts, now: startedAt });
  const { signal } = options;
  const behaviours = await findBehaviours(deps, scope, { now: startedAt, signal });
  const seen = await deps.people.run(personKeyOf(scope), () =>
    retryConflicts(deps.clock, () => reviewOnce(deps, scope, { ...options, behaviours })),
  );
  const report = { startedAt, finishedAt: deps.clock.now(), retriedJobs, ...seen };
  await deps.store.addReview(scope, report);
  return report;
}

type Seen = Pick<ReviewReport, 'examined' | 'merged' | 'raised' | 'lowered' | 'behaviours'>;

/** One commit, so that a conflict leaves nothing half reviewed. */
async function reviewOnce(
  deps: ReviewDeps,
  scope: Scope,
  options: ReviewOptions & { readonly behaviours: readonly WordedBehaviour[] },
): Promise<Seen> {
  const records = await readAll(deps, scope, options.signal);
  const draft = new MemoryDraft({
    store: deps.store,
    scope,
    now: deps.clock.now(),
    cause: { cause: 'review', reason: options.reason },
    termsOf: deps.termsOf,
  });
  const merged: MergedMemories[] = [];
  const settled = new Set<string>();
  for (const pair of findNearDuplicates(records)) {
    if (await wasUndone(deps, scope, pair)) continue;
    merge(draft, pair);
    merged.push({ kept: pair.kept.id, gone: pair.gone.id, content: pair.gone.content });
    settled.add(pair.kept.id).add(pair.gone.id);
  }
  const weighed = { raised: 0, lowered: 0 };
  for (const record of records) {
    const weight = weightOf(record, draft.now);
    if (settled.has(record.id) || !isOtherWeight(record.weight, weight)) continue;
    weighed[weight > record.weight ? 'raised' : 'lowered'] += 1;
    draft.change(record, { ...record, weight, updatedAt: draft.now });
  }
  const behaviours = await draftBehaviours(deps, draft, options.behaviours);
  throwIfAborted(options.signal);
  await deps.store.commit(scope, draft.toChange());
  const noted = deps.writeBehaviour === undefined ? {} : { behaviours };
  return { examined: records.length, merged, ...weighed, ...noted };
}

async function readAll(
  { store }: ReviewDeps,
  scope: Scope,
  signal: AbortSignal | undefined,
): Promise<readonly MemoryRecord[]> {
  const all = new Map<string, MemoryRecord>();
  for (let offset = 0; ; offset += pageSize) {
    throwIfAborted(signal);
    const page = await store.findMemories(scope, { limit: pageSize, offset });
    for (const record of page) all.set(record.id, record);
    if (page.length < pageSize) return [...all.values()];
  }
}

async function wasUndone(
  { store }: ReviewDeps,
  scope: Scope,
  { kept, gone }: NearDuplicate,
): Promise<boolean> {
  const revisions = await Promise.all([kept, gone].map(({ id }) => store.listRevisions(scope, id)));
  return revisions.flat().some(({ cause }) => cause === 'undo');
}

/** What was known beside the words stays with the one that is kept. */
function merge(draft: MemoryDraft, { kept, gone }: NearDuplicate): void {
  const accessCount = kept.accessCount + gone.accessCount;
  const lastAccessedAt = Math.max(kept.lastAccessedAt ?? 0, gone.lastAccessedAt ?? 0);
  const both: MemoryRecord = {
    ...kept,
    tags: [...new Set([...kept.tags, ...gone.tags])],
    entities: [...new Set([...kept.entities, ...gone.entities])],
    importance: Math.max(kept.importance, gone.importance),
    confidence: Math.max(kept.confidence, gone.confidence),
    accessCount,
    lastAccessedAt: lastAccessedAt === 0 ? undefined : lastAccessedAt,
    updatedAt: draft.now,
  };
  draft.change(kept, { ...both, weight: weightOf(both, draft.now) });
  const hidden = { supersededAt: draft.now, supersededBy: kept.id, updatedAt: draft.now };
  draft.change(gone, { ...gone, ...hidden });
}
