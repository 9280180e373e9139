import type { MemoryOrder, MemoryQuery } from '../ports/memory-store.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';

/** The records that a query asks for, in its order. `termsOf` a memory: those of its search entry. */
export function selectMemories(
  records: readonly MemoryRecord[],
  query: MemoryQuery,
  termsOf: (id: string) => string,
): readonly MemoryRecord[] {
  const { offset = 0, limit = 100, reversed = false } = query;
  const order = orders[query.order ?? 'recent'];
  return filterMemories(records, query, termsOf)
    .toSorted((a, b) => (reversed ? order(b, a) : order(a, b)))
    .slice(offset, offset + limit);
}

/** The records that a query means, whatever its limit. */
export function filterMemories(
  records: readonly MemoryRecord[],
  query: MemoryQuery,
  termsOf: (id: string) => string,
): readonly MemoryRecord[] {
  const { terms = [] } = query;
  return records.filter((record) => {
    if (!matches(record, query) || !isInRange(record, query)) return false;
    const known = terms.length === 0 ? [] : termsOf(record.id).split(' ');
    return terms.every((term) => known.includes(term));
  });
}

function isInRange(record: MemoryRecord, query: MemoryQuery): boolean {
  const { saidFrom = -Infinity, saidTo = Infinity } = query;
  const { importanceMin = -Infinity, importanceMax = Infinity } = query;
  const { saidAt } = record.source;
  return (
    saidAt >= saidFrom &&
    saidAt < saidTo &&
    record.importance >= importanceMin &&
    record.importance <= importanceMax &&
    (query.knownAt === undefined || wasKnown(record, query.knownAt))
  );
}

function wasKnown({ recordedAt, supersededAt, deletedAt }: MemoryRecord, instant: number): boolean {
  return (
    recordedAt <= instant && Math.min(supersededAt ?? Infinity, deletedAt ?? Infinity) > instant
  );
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
    [query.agentId, record.agentId],
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

const orders: Readonly<Record<MemoryOrder, (a: MemoryRecord, b: MemoryRecord) => number>> = {
  recent: byTime,
  weight: byWeight,
  importance: (a, b) => b.importance - a.importance || byTime(a, b),
  said: (a, b) => b.source.saidAt - a.source.saidAt || byTime(a, b),
};
