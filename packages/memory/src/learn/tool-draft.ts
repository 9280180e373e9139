import type { Scope } from '../scope.ts';
import { MemoryDraft } from './draft.ts';
import type { LearnerDeps } from './learner.ts';

/** A draft of what an agent does with its memory because it was asked to. */
export function createToolDraft(deps: LearnerDeps, scope: Scope, reason: string): MemoryDraft {
  const { store, clock, termsOf } = deps;
  return new MemoryDraft({
    store,
    scope,
    now: clock.now(),
    cause: { cause: 'tool', reason },
    termsOf,
  });
}
