import type { MemoryRecord } from '../record.ts';
import { tokenize } from '../text/tokenize.ts';
import { normalizeValue } from './fingerprint.ts';
import { mayOverrule } from './statement.ts';
import type { Statement } from './statement.ts';

/** A memory that a statement may be about, and when that was said. */
export interface Neighbour {
  readonly record: MemoryRecord;
  readonly saidAt: number;
}

export interface Neighbours {
  /** Live ones of the same owner with the same words. */
  readonly sameWords: readonly MemoryRecord[];
  /** Live ones of the same owner, subject and attribute; of many values, those that are the same. */
  readonly sameAttribute: readonly Neighbour[];
  /** Live ones that say the opposite of the same subject: `dislikes` for `likes`. */
  readonly opposite: readonly Neighbour[];
  /** Past ones with the very same words: what was learned before and is no longer so. */
  readonly past: readonly MemoryRecord[];
}

/** What becomes of a statement. */
export interface Decision {
  readonly action: 'add' | 'update' | 'skip';
  /** The memory to update, or the one that makes the statement superfluous. */
  readonly existing?: MemoryRecord;
  /** Memories that are no longer so, because of it. */
  readonly supersedes: readonly MemoryRecord[];
  /** With `add`: it was already no longer so when we heard of it; this is what holds now. */
  readonly supersededBy?: Neighbour;
}

/** Whether words say how things were, are or will be when they are said. */
type Tense = 'past' | 'now' | 'plan';

/**
 * Decides by rules, over wording first, then over subject, attribute and value:
 * - the same words: nothing new; nearly the same: the richer wording stays;
 * - the same value of an attribute: likewise; a plan gives way to the fact it became;
 * - another value of an attribute that has one value: the later statement holds. What was said
 *   earlier but is heard only now (an import) becomes history; what begins in the future or is over
 *   does not end what holds now;
 * - the opposite of the same value: likewise;
 * - what happens at another time is another event, whatever its words;
 * - nobody overrules a statement of somebody trusted more.
 */
export function decide(
  statement: Statement,
  neighbours: Neighbours,
  isSingleValued: boolean,
): Decision {
  const tense = tenseOf(statement, statement.saidAt);
  const words = neighbours.sameWords.find((record) => !isOtherFact(statement, record));
  const same = neighbours.sameAttribute.filter(({ record }) => isSameValue(statement, record));
  const sameNow = same.find(
    ({ record, saidAt }) =>
      tenseOf(record, saidAt) === tense &&
      (isSingleValued ||
        statement.validFrom === undefined ||
        statement.validFrom === record.validFrom),
  );
  const known = words ?? sameNow?.record;
  if (tense !== 'now') return toDecision(statement, known, []);
  const others = isSingleValued
    ? neighbours.sameAttribute.filter(({ record }) => !isSameValue(statement, record))
    : [];
  const denied = neighbours.opposite.filter(({ record }) => isSameValue(statement, record));
  const rivals = [...others, ...denied].filter(
    ({ record, saidAt }) =>
      record !== known &&
      tenseOf(record, saidAt) === 'now' &&
      (record.validTo ?? Infinity) > statement.saidAt,
  );
  const newer = rivals.find(({ saidAt }) => saidAt > statement.saidAt);
  if (newer !== undefined) return toHistory(neighbours, { known, newer });
  const stronger = rivals.find(({ record }) => !mayOverrule(statement, record));
  if (stronger !== undefined) {
    return { action: 'skip', existing: stronger.record, supersedes: [] };
  }
  const plans = same.filter(
    ({ record, saidAt }) => record !== known && tenseOf(record, saidAt) === 'plan',
  );
  const ended = [...rivals, ...plans].map(({ record }) => record);
  return toDecision(statement, known, ended);
}

function tenseOf(
  {
    validFrom,
    validTo,
  }: { readonly validFrom?: number | undefined; readonly validTo?: number | undefined },
  saidAt: number,
): Tense {
  if (validFrom !== undefined && validFrom > saidAt) return 'plan';
  return validTo !== undefined && validTo <= saidAt ? 'past' : 'now';
}

function toDecision(
  statement: Statement,
  known: MemoryRecord | undefined,
  supersedes: readonly MemoryRecord[],
): Decision {
  if (known === undefined) return { action: 'add', supersedes };
  const isBetter = mayOverrule(statement, known) && isRicher(statement, known);
  return { action: isBetter ? 'update' : 'skip', existing: known, supersedes };
}

function toHistory(
  neighbours: Neighbours,
  { known, newer }: { readonly known: MemoryRecord | undefined; readonly newer: Neighbour },
): Decision {
  const existing = known ?? neighbours.past[0];
  if (existing !== undefined) return { action: 'skip', existing, supersedes: [] };
  return { action: 'add', supersedes: [], supersededBy: newer };
}

/** The same words about different things: the values tell them apart. */
function isOtherFact(statement: Statement, record: MemoryRecord): boolean {
  if (statement.contentHash === record.contentHash) return false;
  if (statement.value === undefined || record.value === undefined) return false;
  return !isSameValue(statement, record);
}

/** Equal, or the one says the other more exactly: "Berlin" and "Berlin, Germany", 杭州 and 杭州西湖区. */
export function isSameValue(
  statement: { readonly value?: string | undefined },
  record: { readonly value?: string | undefined },
): boolean {
  if (statement.value === undefined || record.value === undefined) return false;
  const said = normalizeValue(statement.value);
  const known = normalizeValue(record.value);
  return said === known || refines(said, known) || refines(known, said);
}

function refines(longer: string, shorter: string): boolean {
  if (shorter === '' || longer === shorter || !longer.startsWith(shorter)) return false;
  const isWide = /^\p{Script=Han}{2,}$/u.test(shorter);
  return isWide || /^[^\p{L}\p{N}]/u.test(longer.slice(shorter.length));
}

/** It says all that is known and more, or the value more exactly. */
function isRicher(statement: Statement, record: MemoryRecord): boolean {
  if (statement.value !== undefined && record.value !== undefined) {
    if (refines(normalizeValue(statement.value), normalizeValue(record.value))) return true;
    if (refines(normalizeValue(record.value), normalizeValue(statement.value))) return false;
  }
  const said = new Set(tokenize(statement.content));
  const known = new Set(tokenize(record.content));
  return said.size > known.size && known.isSubsetOf(said);
}
