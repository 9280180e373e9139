import type { QueryTerm } from '../text/tokenize.ts';
import type { DocumentLane } from './document-lane.ts';
import { intAt } from './int-list.ts';
import type { IntList } from './int-list.ts';
import { inverseFrequency } from './lanes.ts';
import type { AskedWords } from './lanes.ts';
import { documentOf } from './owner-index.ts';
import type { OwnerIndex } from './owner-index.ts';
import type { Question } from './question.ts';

/** A collection of fewer texts says little of how common a word is. */
const tellingCollection = 200;
/** What a word of a group covers of the word that it stands for: it is near, and never beyond doubt. */
const coveredByGroup = 0.5;

/** By document, the share of the question's weight that its words cover, 0..1. */
export function termCoverage(index: OwnerIndex, { terms, groups }: AskedWords): Float64Array {
  const coverage = new Float64Array(index.documents.length);
  const total = weightOf(index, terms);
  if (total === 0) return coverage;
  /** By document, the last term that it was found to cover, counted from 1. */
  const coveredLast = new Uint16Array(coverage.length);
  const add = (list: IntList | undefined, share: number, mark: number): void => {
    for (let place = 0; place < (list?.length ?? 0); place += 1) {
      const document = list === undefined ? 0 : documentOf(intAt(list, place));
      if (coveredLast[document] === mark) continue;
      coveredLast[document] = mark;
      coverage[document] = (coverage[document] ?? 0) + share;
    }
  };
  for (const [place, term] of terms.entries()) {
    const share = weightOf(index, [term]) / total;
    add(index.postingsOf(term.term)?.list, share, place + 1);
    for (const { standsFor, postings } of groups) {
      if (standsFor.has(term.term)) add(postings.list, share * coveredByGroup, place + 1);
    }
  }
  return coverage;
}

/**
 * What words weigh in a question, for the share of it that a text covers. Among a handful of texts the
 * one word that is found would count as common, and the words that are not as rare.
 */
function weightOf(index: OwnerIndex, terms: readonly QueryTerm[]): number {
  const collection = Math.max(index.liveCount, tellingCollection);
  return terms.reduce(
    (sum, { term, weight }) =>
      sum + weight * inverseFrequency(documentCount(index, term), collection),
    0,
  );
}

export function documentCount(index: OwnerIndex, term: string): number {
  return index.postingsOf(term)?.liveCount ?? 0;
}

/** The share of the question that a document covers; one of the time asked for covers the words for it. */
export function coverageWithTime(
  index: OwnerIndex,
  covered: Float64Array,
  { question, lanes }: { readonly question: Question; readonly lanes: readonly DocumentLane[] },
): (document: number) => number {
  const inTime = lanes.find(({ lane }) => lane === 'time')?.scores;
  if (inTime === undefined) return (document) => covered[document] ?? 0;
  const dated = question.terms.filter(({ term }) => question.dateTokens.has(term));
  const whole = Math.max(weightOf(index, question.terms), Number.MIN_VALUE);
  const dateShare = weightOf(index, dated) / whole;
  return (document) => {
    const own = covered[document] ?? 0;
    return (inTime[document] ?? 0) > 0 ? Math.min(1, Math.max(own, dateShare)) : own;
  };
}
