import { dayIn } from '@homarus/base';

import { findDayLog } from '../day-log.ts';
import { memoryStates } from '../record.ts';
import type { Scope } from '../scope.ts';
import { personKeyOf } from '../scope-key.ts';
import { buildProfile } from '../profile/profile.ts';
import { review } from '../review/review.ts';
import type { ReviewDeps } from '../review/review.ts';
import { createByHand } from './create.ts';
import { editByHand } from './edit.ts';
import { forgetByHand } from './forget.ts';
import { historyOf } from './history.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { MemoryLibrary } from './library.ts';
import { listMemories } from './list.ts';
import { undoByHand } from './undo.ts';

/** The library over a store; it waits for no model. */
export function createLibrary(
  deps: LibraryDeps & ReviewDeps & { readonly notify: () => void; readonly timeZone: string },
): MemoryLibrary {
  const alone = <T>(scope: Scope, work: () => Promise<T>): Promise<T> =>
    deps.people.run(personKeyOf(scope), work);
  return {
    list: (scope, query = {}) => listMemories(deps, scope, query),
    get: async (scope, id) => {
      const query = { ids: [id], states: memoryStates, limit: 1 };
      const [record] = await deps.store.findMemories(scope, query);
      return record;
    },
    create: (scope, memory) => alone(scope, () => createByHand(deps, scope, memory)),
    edit: (scope, id, edit) => alone(scope, () => editByHand(deps, scope, id, edit)),
    forget: (scope, id, options = {}) => alone(scope, () => forgetByHand(deps, scope, id, options)),
    history: (scope, id) => historyOf(deps, scope, id),
    undo: (scope, id, request = {}) => alone(scope, () => undoByHand(deps, scope, id, request)),
    review: async (scope) => {
      const report = await review(deps, scope, { reason: 'asked for' });
      deps.notify();
      return report;
    },
    profile: (scope) => buildProfile(deps.store, scope),
    dayLog: (scope, { timeZone = deps.timeZone, day } = {}) =>
      findDayLog(deps.store, scope, { timeZone, day: day ?? dayIn(deps.clock.now(), timeZone) }),
    lastReview: (scope) => deps.store.getLastReview(scope),
  };
}
