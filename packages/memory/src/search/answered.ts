import { documentCount } from './coverage.ts';
import type { Candidate } from './fuse.ts';
import type { OwnerIndex } from './owner-index.ts';
import { isAboutNobody } from './question.ts';
import type { Question } from './question.ts';

/** The share of a question's weight, 0..1, that one of the best must cover to be an answer. */
export interface CoverageBars {
  /** Of a question whose names are all known: it is about someone here. */
  readonly known: number;
  /** Of a question that speaks of persons, or is none. */
  readonly common: number;
  /** Of a question about nobody ("How deep is the trench?"), which one everyday word would answer. */
  readonly nobody: number;
  /** Of a question that names someone or something, none of which the memory has ever heard of. */
  readonly stranger: number;
}

export const defaultCoverageBars: CoverageBars = {
  known: 0.08,
  common: 0.16,
  nobody: 0.3,
  stranger: 0.5,
};

/** Whether anything that was found, best first, answers the question. */
export function isAnswered(
  index: OwnerIndex,
  found: readonly Candidate[],
  asked: {
    readonly question: Question;
    readonly coverageOf: (document: number) => number;
    readonly bars: CoverageBars;
  },
): boolean {
  const { question, coverageOf, bars } = asked;
  const bar = barOf(index, question, bars);
  return (
    found.slice(0, 3).some(({ document }) => coverageOf(document) >= bar) ||
    found.some(({ document }) => sharesWord(index, question, document))
  );
}

function barOf(index: OwnerIndex, question: Question, bars: CoverageBars): number {
  const names = [...question.entities];
  const known = names.filter((name) => documentCount(index, name) > 0);
  if (names.length > 0 && known.length === 0) return bars.stranger;
  if (names.length > 0 && known.length === names.length) return bars.known;
  return isAboutNobody(question) ? bars.nobody : bars.common;
}

/** Whether a document has a whole Chinese word of the question: that is an answer, however long the question. */
function sharesWord(index: OwnerIndex, { terms }: Question, document: number): boolean {
  const asked = new Set(
    terms.filter(({ term, weight }) => weight === 1 && isCjkBigram(term)).map(({ term }) => term),
  );
  return asked.size > 0 && index.termsOf(document).some(({ term }) => asked.has(term));
}

function isCjkBigram(term: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}$/u.test(term);
}
