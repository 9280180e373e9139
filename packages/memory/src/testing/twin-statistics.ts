import { categoryOfRole } from '../category.ts';
import type { StoredMessage } from '../message.ts';
import { importanceBounds, topNames } from '../ports/memory-statistics.ts';
import type {
  BatchedMessage,
  ImportanceCounts,
  MemoryStatistics,
  NameCounts,
  RowCategory,
  RowFilter,
} from '../ports/memory-statistics.ts';
import type { Partition } from '../ports/maintenance-store.ts';
import { stateOf } from '../record.ts';
import type { TwinState } from './twin-state.ts';

interface Row {
  readonly category: RowCategory;
  readonly agentId: string;
  readonly sessionId: string | undefined;
  readonly saidAt: number;
  readonly importance: number | undefined;
}

/** The counts of the twin, by looking at every row. */
export function createTwinStatistics(state: TwinState): MemoryStatistics {
  const rowsOf = (partition: Partition, filter: RowFilter): readonly Row[] => {
    const { memories, messages } = state.partition({ ...partition, agentId: '' });
    const live = [...memories.values()].filter((record) => stateOf(record) === 'live');
    const rows = [
      ...live.map(({ category, agentId, source, importance }) => ({
        category,
        agentId,
        sessionId: source.sessionId,
        saidAt: source.saidAt,
        importance,
      })),
      ...[...messages.values()].map(toRow),
    ];
    return rows.filter((row) => isMeant(row, filter));
  };
  return {
    summarize: async (partition, filter, bucketStarts) => {
      const rows = rowsOf(partition, filter);
      const byBucket = bucketStarts.map(() => 0);
      for (const { saidAt } of rows) {
        const index = bucketStarts.findLastIndex((start) => start <= saidAt);
        const place = Math.max(index, 0);
        byBucket[place] = (byBucket[place] ?? 0) + 1;
      }
      return {
        total: rows.length,
        byCategory: countsOf(rows.map(({ category }) => category)),
        byBucket,
        agents: namesOf(rows.map(({ agentId }) => agentId)),
        sessions: namesOf(rows.flatMap(({ sessionId }) => sessionId ?? [])),
        importance: importanceOf(rows.flatMap(({ importance }) => importance ?? [])),
      };
    },
    listPlaces: async (partition, filter) => {
      const rows = rowsOf(partition, filter);
      return {
        agentIds: [...new Set(rows.map(({ agentId }) => agentId))].toSorted(),
        sessionIds: [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))].toSorted(),
      };
    },
    listBatches: async (partition, filter, { limit, offset, newestFirst }) => {
      const { messages } = state.partition({ ...partition, agentId: '' });
      const batches = batchesOf([...messages.values()]).toSorted((a, b) =>
        newestFirst ? order(b, a) : order(a, b),
      );
      const meant = batches.flat().filter(({ message }) => isMeant(toRow(message), filter));
      return { messages: meant.slice(offset, offset + limit), total: meant.length };
    },
  };
}

function toRow({ role, agentId, sessionId, createdAt }: StoredMessage): Row {
  return {
    category: categoryOfRole(role),
    agentId,
    sessionId,
    saidAt: createdAt,
    importance: undefined,
  };
}

function isMeant(row: Row, { categories, agentId, sessionId, from, to }: RowFilter): boolean {
  return (
    categories.includes(row.category) &&
    (agentId ?? row.agentId) === row.agentId &&
    (sessionId ?? row.sessionId) === row.sessionId &&
    row.saidAt >= (from ?? -Infinity) &&
    row.saidAt < (to ?? Infinity)
  );
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function namesOf(names: readonly string[]): NameCounts {
  const counts = Object.entries(countsOf(names)).map(([name, count]) => ({ name, count }));
  const sorted = counts.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return { unique: counts.length, top: sorted.slice(0, topNames) };
}

function importanceOf(values: readonly number[]): ImportanceCounts {
  const { mid, high } = importanceBounds;
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    low: values.filter((value) => value < mid).length,
    mid: values.filter((value) => value >= mid && value < high).length,
    high: values.filter((value) => value >= high).length,
    average: values.length === 0 ? 0 : sum / values.length,
  };
}

function batchesOf(messages: readonly StoredMessage[]): readonly (readonly BatchedMessage[])[] {
  const batches = Map.groupBy(
    messages.toSorted((a, b) => a.position - b.position),
    ({ agentId, sessionId, turnId, key }) => JSON.stringify([agentId, sessionId, turnId ?? key]),
  );
  return [...batches.values()].map((batch) =>
    batch.map((message, seqInBatch) => ({
      message,
      batchId: message.turnId ?? message.key,
      seqInBatch,
    })),
  );
}

/** By the instant of the first message, then by session and place in it. */
function order(a: readonly BatchedMessage[], b: readonly BatchedMessage[]): number {
  const [x, y] = [a, b].map((batch) => batch.map(({ message }) => message));
  const [first, second] = [x?.[0], y?.[0]];
  if (x === undefined || y === undefined || first === undefined || second === undefined) return 0;
  const bySession = first.sessionId < second.sessionId ? -1 : 1;
  return (
    earliest(x) - earliest(y) ||
    (first.sessionId === second.sessionId ? first.position - second.position : bySession)
  );
}

function earliest(batch: readonly StoredMessage[]): number {
  return Math.min(...batch.map(({ createdAt }) => createdAt));
}
