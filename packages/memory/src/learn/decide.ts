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
  /** Live ones of the same owner, subject and attribute. */
  readonly sameAttribute: readonly Neighbour[];
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

/**
 * Decides by rules, over wording first, then over subject, attribute and value:
 * - the same words: nothing new; nearly the same: the richer wording stays;
 * - the same value of an attribute: likewise;
 * - another value of an attribute that has one value: the later statement holds. What was said
 *   earlier but is heard only now (an import) becomes history; what begins in the future or is over
 *   does not end what holds now;
 * - nobody overrules a statement of somebody trusted more.
 */
export function decide(
  statement: Statement,
  neighbours: Neighbours,
  isSingleValued: boolean,
): Decision {
  const words = neighbours.sameWords.find((record) => !isOtherFact(statement, record));
  const sameValue = neighbours.sameAttribute.filter(({ record }) => isSameValue(statement, record));
  const known = words ?? sameValue[0]?.record;
  const others = isSingleValued
    ? neighbours.sameAttribute.filter(
        (other) =>
          !sameValue.includes(other) && other.record !== known && isCurrent(other, statement),
      )
    : [];
  if (!isNow(statement)) return toDecision(statement, known, []);
  const newer = others.find(({ saidAt }) => saidAt > statement.saidAt);
  if (newer !== undefined) return toHistory(neighbours, { known, newer });
  const strongest = others.find(({ record }) => !mayOverrule(statement, record));
  if (strongest !== undefined) {
    return { action: 'skip', existing: strongest.record, supersedes: [] };
  }
  return toDecision(
    statement,
    known,
    others.map(({ record }) => record),
  );
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
function isSameValue(statement: Statement, record: MemoryRecord): boolean {
  if (statement.value === undefined || record.value === undefined) return false;
  const said = normalizeValue(statement.value);
  const known = normalizeValue(record.value);
  return said === known || refines(said, known) || refines(known, said);
}

function refines(longer: string, shorter: string): boolean {
  if (shorter === '' || !longer.startsWith(shorter)) return false;
  const isWide = /^\p{Script=Han}{2,}$/u.test(shorter);
  return isWide || /^[^\p{L}\p{N}]/u.test(longer.slice(shorter.length));
}

function isRicher(statement: Statement, record: MemoryRecord): boolean {
  const said = new Set(tokenize(statement.content));
  const known = new Set(tokenize(record.content));
  return said.size > known.size && (statement.value !== undefined || known.isSubsetOf(said));
}

/** Whether a statement says how things are when it is said, not how they were or will be. */
function isNow({ validFrom, validTo, saidAt }: Statement): boolean {
  return (validFrom ?? saidAt) <= saidAt && (validTo ?? Infinity) > saidAt;
}

function isCurrent({ record }: Neighbour, { saidAt }: Statement): boolean {
  return record.validTo === undefined || record.validTo > saidAt;
}
