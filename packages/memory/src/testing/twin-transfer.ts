import type { Partition } from '../ports/maintenance-store.ts';
import type { TransferPage, TransferQuery, TransferStore } from '../ports/transfer-store.ts';
import type { TwinPartition, TwinState } from './twin-state.ts';

export function createTwinTransfer(state: TwinState): TransferStore {
  const rowsOf = (partition: Partition): TwinPartition =>
    state.partition({ ...partition, agentId: '' });
  return {
    listSessions: async ({ accountId, userId }, query) => {
      const sessions = [...rowsOf({ accountId, userId }).sessions]
        .filter(([, { messages }]) => messages.length > 0)
        .map(([key]) => JSON.parse(key) as [string, string])
        .map(([agentId, sessionId]) => ({ accountId, userId, agentId, sessionId }));
      return pageOf(sessions, query, ({ agentId, sessionId }) => `${agentId}\u0000${sessionId}`);
    },
    listTurns: async (scope, query) => pageOf([...state.session(scope).turns], query, (id) => id),
    listArchives: async (scope) => [...state.session(scope).archives],
    listMemories: async (partition, query) =>
      pageOf([...rowsOf(partition).memories.values()], query, ({ uri, id }) => `${uri}\u0000${id}`),
    listTombstones: async (partition, query) =>
      pageOf([...rowsOf(partition).tombstones.values()], query, ({ fingerprint }) => fingerprint),
    addTurns: async (scope, turnIds) => {
      const { turns } = state.session(scope);
      const before = turns.size;
      for (const turnId of turnIds) turns.add(turnId);
      return turns.size - before;
    },
  };
}

function pageOf<T>(
  items: readonly T[],
  { after, limit }: TransferQuery,
  keyOf: (item: T) => string,
): TransferPage<T> {
  const rest = items
    .filter((item) => after === undefined || keyOf(item) > after)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    ...(last === undefined || rest.length <= limit ? {} : { next: keyOf(last) }),
  };
}
