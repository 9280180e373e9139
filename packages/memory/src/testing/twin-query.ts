import type { MemoryQuery } from '../ports/memory-store.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';

/** The records that a query asks for, in its order. */
export function selectMemories(
  records: readonly MemoryRecord[],
  query: MemoryQuery,
): readonly MemoryRecord[] {
  const byOrder = query.order === 'weight' ? byWeight : byTime;
  return records
    .filter((record) => matches(record, query))
    .toSorted(byOrder)
    .slice(0, query.limit ?? 100);
}

function matches(record: MemoryRecord, query: MemoryQuery): boolean {
  const { ids, categories, states = ['live'] } = query;
  return (
    states.includes(stateOf(record)) &&
    (ids === undefined || ids.includes(record.id)) &&
    (categories === undefined || categories.includes(record.category)) &&
    equalFields(record, query)
  );
}

function equalFields(record: MemoryRecord, query: MemoryQuery): boolean {
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [query.uri, record.uri],
    [query.subject, record.subject],
    [query.attribute, record.attribute],
    [query.contentHash, record.contentHash],
    [query.fingerprint, record.fingerprint],
    [query.sourceSessionId, record.source.sessionId],
  ];
  return pairs.every(([wanted, actual]) => wanted === undefined || wanted === actual);
}

function byTime(a: MemoryRecord, b: MemoryRecord): number {
  if (a.updatedAt !== b.updatedAt) return b.updatedAt - a.updatedAt;
  return a.id < b.id ? 1 : -1;
}

function byWeight(a: MemoryRecord, b: MemoryRecord): number {
  return b.importance * b.weight - a.importance * a.weight || byTime(a, b);
}
