import { errorText } from '@homarus/base';
import type { Logger } from '@homarus/base';

import type { MemoryStore } from '../ports/memory-store.ts';
import type { SessionScope } from '../scope.ts';
import type { WorkingSet, WorkingSets } from './working-sets.ts';

export interface InjectionLogDeps {
  readonly store: MemoryStore;
  readonly sets: WorkingSets;
  readonly log: Logger;
}

/** Hears which memories and messages were put into a session's prompt. */
export type InjectionLog = (scope: SessionScope, ids: readonly string[]) => void;

const maxInjected = 500;

/** Keeps what was put into a session's prompt; the revisions are read without keeping anybody waiting. */
export function createInjectionLog({ store, sets, log }: InjectionLogDeps): InjectionLog {
  return (scope, ids) => {
    const set = sets.touch(scope);
    for (const id of ids) {
      const revision = set.injected.get(id);
      set.injected.delete(id);
      set.injected.set(id, revision);
    }
    for (const id of [...set.injected.keys()].slice(0, -maxInjected)) set.injected.delete(id);
    const read = readRevisions(store, scope, { set, ids });
    set.injecting = read.catch((error: unknown) => {
      log.warn('Could not note what was recalled', { error: errorText(error) });
    });
  };
}

async function readRevisions(
  store: MemoryStore,
  scope: SessionScope,
  { set, ids }: { readonly set: WorkingSet; readonly ids: readonly string[] },
): Promise<void> {
  const memoryIds = ids.filter((id) => id.startsWith('mem_'));
  if (memoryIds.length === 0) return;
  const limit = memoryIds.length;
  for (const { id, revision } of await store.findMemories(scope, { ids: memoryIds, limit })) {
    if (set.injected.has(id)) set.injected.set(id, revision);
  }
}
