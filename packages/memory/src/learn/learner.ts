import { assertNever, errorText, isAppError, throwIfAborted } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import type { Candidate, Extractor, ForgetCandidateRequest } from '../extract/candidate.ts';
import type { KeyedQueue } from '../keyed-queue.ts';
import type { StoredMessage } from '../message.ts';
import type { NewJob } from '../ports/job-store.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { personKeyOf } from '../scope-key.ts';
import type { SessionScope } from '../scope.ts';
import type { LearningCounts } from '../service.ts';
import { MemoryDraft } from './draft.ts';
import type { DraftDeps } from './draft.ts';
import { extractEach } from './extract-each.ts';
import { bury, findForgettable, findInDraft } from './forget.ts';
import type { Finder } from './forget.ts';
import { addCounts, nothingLearned } from './learning-counts.ts';
import { learn, retract } from './reconcile.ts';
import { isStaleMemories } from '../ports/memory-change.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Reconciled, ReconcileDeps } from './reconcile.ts';

/** How far learning has read a session. */
export const extractCursor = 'extract';

/** Messages that one extraction reads, and how many before them it is shown. */
const batchSize = 40;
const beforeSize = 6;

export interface LearnerDeps extends ReconcileDeps {
  readonly store: MemoryStore;
  readonly termsOf: DraftDeps['termsOf'];
  readonly finder: Finder;
  /** By {@link personKeyOf}: what decides over a person's memories reads, decides and writes alone. */
  readonly people: KeyedQueue;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface LearnOptions {
  readonly extract: Extractor;
  /** Said in the revisions that it writes. */
  readonly reason: string | undefined;
  readonly signal?: AbortSignal;
  /**
   * After so long, what is left goes to a job of its own, written with the last batch: an imported
   * conversation is learned from in many short jobs. Default: all at once.
   */
  readonly slice?: { readonly maxMs: number; readonly next: () => NewJob };
}

/**
 * Learns from what a session's cursor has not passed yet, in batches: each batch commits its memories,
 * their revisions and the cursor together, so that a run that is repeated, or that another one
 * overtakes, finds nothing left to do. Heartbeats and echoes are passed over. Rejects with what the
 * extractor threw; batches before that one stay learned.
 */
export async function learnSession(
  deps: LearnerDeps,
  scope: SessionScope,
  options: LearnOptions,
): Promise<LearningCounts> {
  const startedAt = deps.clock.now();
  let counts = nothingLearned;
  for (;;) {
    throwIfAborted(options.signal);
    const batch = await retryConflicts(deps.clock, () =>
      learnBatch(deps, scope, { ...options, startedAt }),
    );
    counts = addCounts(counts, batch.counts);
    if (batch.isLast) return counts;
  }
}

interface Batch {
  readonly counts: LearningCounts;
  /** Nothing is left, or it is left to another job. */
  readonly isLast: boolean;
}

async function learnBatch(
  deps: LearnerDeps,
  scope: SessionScope,
  options: LearnOptions & { readonly startedAt: number },
): Promise<Batch> {
  const state = await deps.store.getSessionState(scope);
  const from = state.cursors[extractCursor] ?? 0;
  if (from >= state.nextPosition) return { counts: nothingLearned, isLast: true };
  const read = await deps.store.listMessages(scope, {
    fromPosition: Math.max(0, from - beforeSize),
    toPosition: from + batchSize,
  });
  const told = read.filter((message) => isTold(message));
  const messages = told.filter(({ position }) => position >= from);
  const before = told.filter(({ position }) => position < from);
  const candidates =
    messages.length === 0
      ? []
      : await extractEach({ messages, before }, { ...options, log: deps.log });
  const to = (read.at(-1)?.position ?? state.nextPosition - 1) + 1;
  const isCut = to < state.nextPosition && isOverSlice(deps, options);
  const settle = async (): Promise<LearningCounts> => {
    const draft = createDraft(deps, scope, options.reason);
    const reconciled = await reconcileAll(deps, draft, { candidates, messages: told });
    await deps.store.commit(scope, {
      ...draft.toChange(),
      cursors: [{ name: extractCursor, from, to }],
      jobs: isCut && options.slice !== undefined ? [options.slice.next()] : [],
    });
    return reconciled;
  };
  // What was extracted holds; only what becomes of it has to be decided anew.
  const counts = await deps.people.run(personKeyOf(scope), () =>
    retryConflicts(deps.clock, settle, isStaleMemories),
  );
  // What was added meanwhile has a job of its own.
  return { counts, isLast: isCut || to >= state.nextPosition };
}

function isTold({ isEcho, isHeartbeat, text }: StoredMessage): boolean {
  return !isEcho && !isHeartbeat && text !== '';
}

function isOverSlice(
  { clock }: LearnerDeps,
  { slice, startedAt }: LearnOptions & { readonly startedAt: number },
): boolean {
  return slice !== undefined && clock.now() - startedAt >= slice.maxMs;
}

function createDraft(
  { store, clock, termsOf }: LearnerDeps,
  scope: SessionScope,
  reason: string | undefined,
): MemoryDraft {
  const cause = { cause: 'extraction', reason } as const;
  return new MemoryDraft({ store, scope, now: clock.now(), cause, termsOf });
}

interface Extracted {
  readonly candidates: readonly Candidate[];
  readonly messages: readonly StoredMessage[];
}

/** In the order in which things were said. One bad candidate fails alone. */
async function reconcileAll(
  deps: LearnerDeps,
  draft: MemoryDraft,
  { candidates, messages }: Extracted,
): Promise<LearningCounts> {
  const timeOf = new Map(messages.map(({ id, createdAt }) => [id, createdAt]));
  const latest = messages.at(-1)?.createdAt ?? draft.now;
  const dated = candidates.map((candidate) => {
    const times = candidate.messageIds.flatMap((id) => timeOf.get(id) ?? []);
    return { candidate, saidAt: times.length === 0 ? latest : Math.max(...times) };
  });
  let counts = nothingLearned;
  for (const { candidate, saidAt } of dated.toSorted((a, b) => a.saidAt - b.saidAt)) {
    const outcomes = await reconcileOne(deps, draft, candidate, saidAt).catch((error: unknown) => {
      if (isAppError(error)) throw error;
      deps.log.error('A candidate could not be reconciled', { error: errorText(error) });
      return ['skipped' as const];
    });
    for (const outcome of outcomes) counts = addCounts(counts, { ...nothingLearned, [outcome]: 1 });
  }
  return counts;
}

async function reconcileOne(
  deps: LearnerDeps,
  draft: MemoryDraft,
  candidate: Candidate,
  saidAt: number,
): Promise<readonly Reconciled['outcome'][]> {
  switch (candidate.action) {
    case 'learn':
      return [(await learn(deps, draft, candidate, saidAt)).outcome];
    case 'retract': {
      const ended = await retract(draft, candidate, saidAt);
      return ended === 0 ? ['skipped'] : Array.from({ length: ended }, () => 'superseded' as const);
    }
    case 'forget':
      return forgetAsked(deps, draft, candidate);
    default:
      return assertNever(candidate);
  }
}

/** Only what is beyond doubt is forgotten without a question; the rest is for the person to choose. */
async function forgetAsked(
  deps: LearnerDeps,
  draft: MemoryDraft,
  { query }: ForgetCandidateRequest,
): Promise<readonly Reconciled['outcome'][]> {
  const isNew = findInDraft(draft, query);
  for (const record of isNew) bury(draft, record);
  const matches = await findForgettable(deps.finder, draft.scope, query).catch((error: unknown) => {
    deps.log.warn('What is to be forgotten could not be searched', { error: errorText(error) });
    return undefined;
  });
  const id = matches?.certain?.id;
  const stored = id === undefined ? [] : await deps.store.findMemories(draft.scope, { ids: [id] });
  for (const record of stored) bury(draft, record);
  return isNew.length + stored.length > 0 ? ['updated'] : ['skipped'];
}
