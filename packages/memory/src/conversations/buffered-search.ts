import type { MemoryStore } from '../ports/memory-store.ts';
import type { Search } from '../search/search.ts';
import { fitsTopic, hasNewMemories } from './topic-buffer.ts';
import type { WorkingSets } from './working-sets.ts';

export interface BufferedSearchDeps {
  readonly store: MemoryStore;
  readonly search: Pick<Search, 'search'>;
  readonly sets: WorkingSets;
}

/**
 * Searches for a prompt, unless the session's buffer was filled for its topic and no memory has
 * changed since.
 */
export function bufferedSearch({
  store,
  search,
  sets,
}: BufferedSearchDeps): Pick<Search, 'search'> {
  return {
    async search(scope, query, options = {}) {
      const { sessionId } = scope;
      const set = sessionId === undefined ? undefined : sets.touch({ ...scope, sessionId });
      const buffer = options.trace === true ? undefined : set?.buffer;
      if (set === undefined || buffer === undefined) return search.search(scope, query, options);
      const startedAt = performance.now();
      if (fitsTopic(query, buffer.terms) && !(await hasNewMemories(store, scope, buffer.seq))) {
        set.bufferHits += 1;
        return { ...buffer.result, tookMs: performance.now() - startedAt };
      }
      set.bufferMisses += 1;
      set.buffer = undefined;
      return search.search(scope, query, options);
    },
  };
}
