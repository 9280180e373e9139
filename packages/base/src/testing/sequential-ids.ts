import { idPrefixes } from '../ids.ts';
import type { Id, IdKind, Ids } from '../ids.ts';

/** Ids that count: `mem_000001`, `msg_000002`. Deterministic, and they sort as they were made. */
export function sequentialIds(): Ids {
  let count = 0;
  return {
    next<K extends IdKind>(kind: K) {
      count += 1;
      return `${idPrefixes[kind]}_${String(count).padStart(6, '0')}` as Id<K>;
    },
  };
}
