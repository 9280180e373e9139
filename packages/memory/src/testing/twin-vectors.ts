import { changeConflict } from '../ports/memory-change.ts';
import { assertBatch, isOpenSpaceOf, requireOpenSpace } from '../ports/vector-change.ts';
import type {
  LagQuery,
  SpaceProgress,
  StoredVector,
  VectorBatch,
  VectorSpace,
  VectorStore,
} from '../ports/vector-store.ts';
import type { TwinPartition, TwinState, TwinVector } from './twin-state.ts';

/** The twin of the vector store, over the partitions of the twin of the memory store. */
export function createTwinVectors(state: TwinState): VectorStore {
  return {
    listSpaces: async (scope) => [...state.partition(scope).spaces],
    getProgress: async (scope) => progressOf(state.partition(scope)),
    open: async (scope, space) => {
      const partition = state.partition(scope);
      const isTaken = [...state.partitions.values()].some(({ vectors }) => vectors.has(space.id));
      if (isTaken) throw changeConflict(`The space id ${space.id} is taken.`);
      const opened: VectorSpace = { ...space, state: 'filling', cursor: 0 };
      partition.spaces = [...partition.spaces.map((known) => retire(known, 'filling')), opened];
      partition.vectors.set(space.id, new Map());
      return opened;
    },
    put: async (scope, batch) => putBatch(state.partition(scope), structuredClone(batch)),
    activate: async (scope, spaceId) => activate(state.partition(scope), spaceId),
    listCodes: async (scope, { spaceId, afterSeq, limit }) =>
      vectorsOf(state.partition(scope), spaceId)
        .filter(({ seq }) => seq > afterSeq)
        .toSorted((a, b) => a.seq - b.seq)
        .slice(0, limit)
        .map(({ key, seq, code }) => ({ key, seq, code })),
    find: async (scope, { spaceId, keys }) => {
      const wanted = new Set(keys);
      return vectorsOf(state.partition(scope), spaceId).filter(({ key }) => wanted.has(key));
    },
    removeRetired: async (scope, limit) => removeRetired(state.partition(scope), limit),
    listLagging: async (query) => laggingOf(state, query),
  };
}

function isVector(row: TwinVector): row is StoredVector {
  return 'vector' in row;
}

function vectorsOf(partition: TwinPartition, spaceId: string): readonly StoredVector[] {
  return [...(partition.vectors.get(spaceId)?.values() ?? [])].filter(isVector);
}

function retire(space: VectorSpace, state: VectorSpace['state']): VectorSpace {
  return space.state === state ? { ...space, state: 'retired' } : space;
}

function progressOf(partition: TwinPartition): readonly SpaceProgress[] {
  return partition.spaces.map((space) => {
    const rows = partition.vectors.get(space.id)?.size ?? 0;
    const vectors = vectorsOf(partition, space.id).length;
    const pending = [...partition.entries.values()].filter(({ seq }) => seq > space.cursor).length;
    return { ...space, vectors, failed: rows - vectors, pending };
  });
}

function putBatch(partition: TwinPartition, batch: VectorBatch): void {
  const known = partition.spaces.find(({ id }) => id === batch.spaceId);
  const space = requireOpenSpace(known, batch);
  assertBatch(space, batch);
  const visible = new Set(
    [...partition.entries.values()]
      .filter(({ hiddenAt }) => hiddenAt === undefined)
      .map(({ key }) => key),
  );
  const rows = partition.vectors.get(space.id);
  for (const row of [...batch.vectors, ...batch.failed]) {
    if (visible.has(row.key)) rows?.set(row.key, row);
  }
  partition.spaces = partition.spaces.map((other) =>
    other.id === space.id ? { ...other, cursor: batch.to } : other,
  );
}

function activate(partition: TwinPartition, spaceId: string): boolean {
  const space = partition.spaces.find(({ id }) => id === spaceId);
  if (space?.state !== 'filling' || space.cursor < partition.lastSeq) return false;
  partition.spaces = partition.spaces.map((other) =>
    other.id === spaceId ? { ...other, state: 'active' } : retire(other, 'active'),
  );
  return true;
}

function removeRetired(partition: TwinPartition, limit: number): number {
  let removed = 0;
  for (const { id } of partition.spaces.filter(({ state }) => state === 'retired')) {
    const rows = partition.vectors.get(id);
    for (const key of [...(rows?.keys() ?? [])].slice(0, limit - removed)) {
      rows?.delete(key);
      removed += 1;
    }
    if (rows?.size !== 0) continue;
    partition.spaces = partition.spaces.filter((space) => space.id !== id);
    partition.vectors.delete(id);
  }
  return removed;
}

function laggingOf({ partitions }: TwinState, query: LagQuery) {
  const { after } = query;
  const from = after === undefined ? '' : JSON.stringify([after.accountId, after.userId]);
  return [...partitions.entries()]
    .filter(([key, partition]) => key > from && isLagging(partition, query))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, query.limit)
    .map(([key]) => {
      const [accountId = '', userId = ''] = JSON.parse(key) as readonly string[];
      return { accountId, userId, agentId: '' };
    });
}

function isLagging(partition: TwinPartition, query: LagQuery): boolean {
  if (partition.lastSeq === 0) return false;
  const spaces = partition.spaces.filter((space) => isOpenSpaceOf(space, query));
  return (
    spaces.some(({ state }) => state === 'filling') ||
    !spaces.some(({ cursor }) => cursor >= partition.lastSeq)
  );
}
