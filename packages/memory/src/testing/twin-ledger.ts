import { visibleAgentOf } from '../ports/memory-change.ts';
import type { Partition, Whose } from '../ports/maintenance-store.ts';
import type { MirroredFile, MirrorLedger } from '../ports/mirror-ledger.ts';
import { dropOwners, isOf } from '../scope-key.ts';
import type { TwinState } from './twin-state.ts';

/** The ledger, and what empties it of an account or user: it answers how many rows that were. */
export interface TwinLedger {
  readonly store: MirrorLedger;
  erase(whose: Whose): number;
}

export function createTwinLedger(state: TwinState): TwinLedger {
  const files = new Map<string, MirroredFile>();
  const cursors = new Map<string, number>();
  const keyOf = ({ accountId, userId }: Partition): string => JSON.stringify([accountId, userId]);
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
  const store: MirrorLedger = {
    getCursor: async (partition) => cursors.get(keyOf(partition)) ?? 0,
    findFiles: async (paths) => [...new Set(paths)].flatMap((path) => files.get(path) ?? []),
    findMemoryFiles: async (partition, ids) =>
      [...files.values()].filter(
        (file) => keyOf(file) === keyOf(partition) && ids.includes(file.memoryId),
      ),
    listFolders: async () => [...new Set([...files.keys()].map(folderOf))].toSorted(),
    listFiles: async (folder) =>
      [...files.values()]
        .filter(({ path }) => folderOf(path) === folder)
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    note: async (given) => {
      const { files: written, removed, cursor } = structuredClone(given);
      for (const path of removed) files.delete(path);
      for (const file of written) files.set(file.path, file);
      if (cursor !== undefined) cursors.set(keyOf(cursor.partition), cursor.seq);
    },
    listChanged: async (partition, { from, to, limit }) => {
      const { memories, revisions } = state.partition({ ...partition, agentId: '' });
      return [...memories.values()]
        .filter((record) => visibleAgentOf(record) === undefined)
        .filter(({ id }) =>
          (revisions.get(id) ?? []).some(({ createdAt }) => createdAt >= from && createdAt < to),
        )
        .map(({ id }) => id)
        .toSorted()
        .slice(0, limit);
    },
  };
  return {
    store,
    erase: (whose) => {
      const owned = [...files.values()].filter((file) => isOf(whose, file));
      for (const { path } of owned) files.delete(path);
      const before = cursors.size;
      dropOwners(cursors, whose);
      return owned.length + before - cursors.size;
    },
  };
}
