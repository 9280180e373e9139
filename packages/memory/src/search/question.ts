import { findDates } from '../text/dates.ts';
import type { FoundDate } from '../text/dates.ts';
import { isQuestion } from '../text/is-question.ts';
import { readAskedFor } from '../text/lexicon/asked-words.ts';
import { synonymsOf } from '../text/lexicon/synonyms-of.ts';
import { tokenize, tokenizeQuery } from '../text/tokenize.ts';
import type { QueryTerm } from '../text/tokenize.ts';
import type { OwnerIndex } from './owner-index.ts';
import type { WordGroup } from './word-group.ts';

/** A question as the lanes read it. */
export interface Question {
  readonly text: string;
  /** Its words, and words of the index that are kin to them, with their weights. */
  readonly terms: readonly QueryTerm[];
  /** Words that name what it asks for ("dog", when it asks for pets), and other words for its own. */
  readonly groups: readonly WordGroup[];
  /** The tokens of names and quotations in it: capitalised words and what stands in quotation marks. */
  readonly entities: ReadonlySet<string>;
  readonly dates: readonly FoundDate[];
  /** Tokens that only say when. */
  readonly dateTokens: ReadonlySet<string>;
}

export interface QuestionOptions {
  /** From when relative dates are meant, Unix milliseconds. */
  readonly now: number;
  /** In which dates are meant: IANA name or offset. */
  readonly timeZone: string;
  /** What a kin word counts beside 1 for the question's own; 0 leaves them out. */
  readonly kinWeight: number;
  /** What the words count together that name what is asked for; 0 leaves them out. */
  readonly answerTypeWeight: number;
  /** What other words for a word of the question count together. */
  readonly synonymWeight: number;
}

/** A long text has the right words itself. */
const maxSynonymGroups = 12;

/** Of a longer text the beginning and the end are read: what is asked stands before or after what is pasted. */
const maxReadChars = 4000;

function askedIn(text: string): string {
  if (text.length <= maxReadChars) return text;
  const half = maxReadChars / 2;
  return `${text.slice(0, half)}\n${text.slice(-half)}`;
}

/** Reads a question against an index. */
export function readQuestion(
  index: OwnerIndex,
  question: string,
  options: QuestionOptions,
): Question {
  const { now, timeZone, kinWeight } = options;
  const text = askedIn(question);
  const dates = findDates(text, { base: now, timeZone });
  const own = tokenizeQuery(text);
  const dateTokens = new Set(dates.flatMap((date) => tokenize(date.text)));
  const named = entityTexts(text).flatMap((entity) => tokenize(entity));
  return {
    text,
    terms: kinWeight === 0 ? own : [...own, ...kinOf(index, own, kinWeight)],
    groups: toGroups(text, own, options),
    entities: new Set(named.filter((token) => !dateTokens.has(token))),
    dates,
    dateTokens,
  };
}

/** Words that answer, or say the same, without being words of the question. */
function toGroups(
  text: string,
  own: readonly QueryTerm[],
  { answerTypeWeight, synonymWeight }: QuestionOptions,
): readonly WordGroup[] {
  const { by, names } = answerTypeWeight === 0 ? readAskedFor('') : readAskedFor(text);
  const typed = { words: names, weight: answerTypeWeight, standsFor: by };
  const others = own
    .map(({ term, weight }) => ({
      words: synonymWeight === 0 ? [] : synonymsOf(term),
      weight: weight * synonymWeight,
      standsFor: new Set([term]),
    }))
    .filter(({ words }) => words.length > 0);
  const asked = new Set(own.map(({ term }) => term));
  const isNew = (tokens: readonly string[]): boolean => !tokens.every((token) => asked.has(token));
  return [typed, ...others.slice(0, maxSynonymGroups)]
    .map(({ words, weight, standsFor }) => ({ words: words.filter(isNew), weight, standsFor }))
    .filter(({ words }) => words.length > 0);
}

const person =
  /\b(?:i|me|my|mine|myself|we|us|our|ours|you|your|yours|he|him|his|she|hers?|they|them|theirs?)\b/iu;
/** "How do I", "how can you": not about the one who asks, nor the one who is asked. */
const howTo = /\bhow (?:do|does|can|could|should|would|to) (?:i|we|you|one)\b/giu;

/** Whether it is a question that names nobody and no time and says nothing of you and me, in English. */
export function isAboutNobody({ text, entities, dates }: Question): boolean {
  return (
    entities.size === 0 &&
    dates.length === 0 &&
    isQuestion(text) &&
    !/\p{Script=Han}/u.test(text) &&
    !person.test(text.replaceAll(howTo, ''))
  );
}

/** Words of one family that the stemmer keeps apart: "educ" and "educat", "photo" and "photograph". */
function kinOf(index: OwnerIndex, own: readonly QueryTerm[], weight: number): readonly QueryTerm[] {
  const asked = new Set(own.map(({ term }) => term));
  return own.flatMap(({ term }) =>
    index.kinOf(term).flatMap((kin): readonly QueryTerm[] => {
      if (asked.has(kin)) return [];
      asked.add(kin);
      return [{ term: kin, weight }];
    }),
  );
}

const quoted = /["“「『《](?<inner>[^"”」』》]{1,60})["”」』》]/gu;
/** Not at the beginning, where every word is capitalised, unless it owns something. */
const capitalised = /(?:(?<!^)(?<![.!?]\s)\b\p{Lu}[\p{L}\p{N}'’.-]*|^\p{Lu}\p{L}*(?=['’]s))/gu;

function entityTexts(text: string): readonly string[] {
  const inner = Array.from(text.matchAll(quoted), ({ groups }) => groups?.['inner'] ?? '');
  return [...inner, ...Array.from(text.matchAll(capitalised), String)];
}
