import { memoryStates } from '../record.ts';
import { createByHand } from './create.ts';
import { editByHand } from './edit.ts';
import { forgetByHand } from './forget.ts';
import { historyOf } from './history.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { MemoryLibrary } from './library.ts';
import { listMemories } from './list.ts';
import { undoByHand } from './undo.ts';

/** The library over a store; it waits for no model. */
export function createLibrary(deps: LibraryDeps): MemoryLibrary {
  return {
    list: (scope, query = {}) => listMemories(deps, scope, query),
    get: async (scope, id) => {
      const query = { ids: [id], states: memoryStates, limit: 1 };
      const [record] = await deps.store.findMemories(scope, query);
      return record;
    },
    create: (scope, memory) => createByHand(deps, scope, memory),
    edit: (scope, id, edit) => editByHand(deps, scope, id, edit),
    forget: (scope, id, options = {}) => forgetByHand(deps, scope, id, options),
    history: (scope, id) => historyOf(deps, scope, id),
    undo: (scope, id, request = {}) => undoByHand(deps, scope, id, request),
  };
}
