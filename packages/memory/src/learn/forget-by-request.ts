import { memoryCategories } from '../category.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import type { ForgetRequest, ForgetResult } from '../service.ts';
import { bury, findForgettable } from './forget.ts';
import type { LearnerDeps } from './learner.ts';
import { createToolDraft } from './tool-draft.ts';

/**
 * Deletes a memory and blocks its statement from being learned again. By query only when one match is
 * beyond doubt; otherwise the matches come back to choose from.
 */
export async function forget(
  deps: LearnerDeps,
  scope: Scope,
  request: ForgetRequest,
): Promise<ForgetResult> {
  if ('memoryId' in request) return forgetById(deps, scope, request.memoryId);
  const { certain, hits } = await findForgettable(deps.finder, scope, request.query);
  if (certain !== undefined) return forgetById(deps, scope, certain.id);
  if (hits.length === 0) return { action: 'nothing_found' };
  return {
    action: 'candidates',
    candidates: hits.flatMap(({ id, text, score, ...hit }) => {
      const category = memoryCategories.find((known) => known === hit.category);
      return category === undefined ? [] : [{ id, text, category, score }];
    }),
  };
}

async function forgetById(deps: LearnerDeps, scope: Scope, id: string): Promise<ForgetResult> {
  return retryConflicts(deps.clock, async () => {
    const records = await deps.store.findMemories(scope, {
      ids: [id],
      states: ['live', 'superseded'],
    });
    if (records.length === 0) return { action: 'not_found', id };
    const draft = createToolDraft(deps, scope, 'forget');
    for (const record of records) bury(draft, record);
    await deps.store.commit(scope, draft.toChange());
    return { action: 'deleted', id, rows: records.length };
  });
}
