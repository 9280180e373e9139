import { normalizeValue } from '../learn/fingerprint.ts';
import type { MemoryRecord } from '../record.ts';
import { tokenize } from '../text/tokenize.ts';

/** Two memories that say the same; `kept` says it better. */
export interface NearDuplicate {
  readonly kept: MemoryRecord;
  readonly gone: MemoryRecord;
}

/** Shared tokens among all tokens of both (Jaccard) from which two wordings are one. */
const minOverlap = 0.9;

interface Wording {
  readonly record: MemoryRecord;
  readonly tokens: ReadonlySet<string>;
}

/**
 * Pairs of memories of one owner, category and subject that say the same, each memory in at most one
 * pair as `gone`, and none both kept and gone. Never the same: a statement and its denial, other
 * values, other numbers, other times.
 *
 * Only memories that share one of their rarest tokens are compared: two sets that overlap by 0.9 do
 * (prefix filtering, Chaudhuri et al. 2006).
 */
export function findNearDuplicates(records: readonly MemoryRecord[]): readonly NearDuplicate[] {
  const wordings = records.map((record) => ({ record, tokens: new Set(tokenize(record.content)) }));
  const frequencies = new Map<string, number>();
  for (const { tokens } of wordings) {
    for (const token of tokens) frequencies.set(token, (frequencies.get(token) ?? 0) + 1);
  }
  const byToken = new Map<string, Wording[]>();
  const settled = new Set<string>();
  const pairs: NearDuplicate[] = [];
  for (const wording of wordings) {
    const rare = rarestOf(wording.tokens, frequencies);
    const other = rare
      .flatMap((token) => byToken.get(token) ?? [])
      .find(({ record, tokens }) => !settled.has(record.id) && isSame(wording, { record, tokens }));
    if (other === undefined) {
      for (const token of rare) byToken.set(token, [...(byToken.get(token) ?? []), wording]);
      continue;
    }
    pairs.push(toPair(wording.record, other.record));
    settled.add(wording.record.id).add(other.record.id);
  }
  return pairs;
}

function rarestOf(
  tokens: ReadonlySet<string>,
  frequencies: ReadonlyMap<string, number>,
): readonly string[] {
  const count = tokens.size - Math.ceil(tokens.size * minOverlap) + 1;
  const rank = (token: string): number => frequencies.get(token) ?? 0;
  return [...tokens]
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .slice(0, Math.max(1, count));
}

function isSame(a: Wording, b: Wording): boolean {
  return isComparable(a.record, b.record) && overlapOf(a.tokens, b.tokens) >= minOverlap;
}

function isComparable(a: MemoryRecord, b: MemoryRecord): boolean {
  return (
    a.ownerSpace === b.ownerSpace &&
    a.category === b.category &&
    a.subject === b.subject &&
    a.attribute === b.attribute &&
    normalizeValue(a.value ?? '') === normalizeValue(b.value ?? '') &&
    a.fingerprint.startsWith('! ') === b.fingerprint.startsWith('! ') &&
    numbersOf(a) === numbersOf(b) &&
    plannedFor(a) === plannedFor(b) &&
    a.validTo === b.validTo
  );
}

function numbersOf({ content }: MemoryRecord): string {
  return (content.normalize('NFKC').match(/\d+/gu) ?? []).toSorted().join(' ');
}

/** When it begins, of what had not begun when it was said. */
function plannedFor({ validFrom, source }: MemoryRecord): number | undefined {
  return validFrom !== undefined && validFrom > source.saidAt ? validFrom : undefined;
}

function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** The longer wording stays; of equal ones the older. */
function toPair(a: MemoryRecord, b: MemoryRecord): NearDuplicate {
  const isA =
    a.content.length === b.content.length
      ? a.recordedAt <= b.recordedAt
      : a.content.length > b.content.length;
  return isA ? { kept: a, gone: b } : { kept: b, gone: a };
}
