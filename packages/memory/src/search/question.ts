import { findDates } from '../text/dates.ts';
import type { FoundDate } from '../text/dates.ts';
import { tokenize, tokenizeQuery } from '../text/tokenize.ts';
import type { QueryTerm } from '../text/tokenize.ts';
import type { OwnerIndex } from './owner-index.ts';

/** A question as the lanes read it. */
export interface Question {
  readonly text: string;
  /** Its words, and words of the index that are kin to them, with their weights. */
  readonly terms: readonly QueryTerm[];
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
}

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
    entities: new Set(named.filter((token) => !dateTokens.has(token))),
    dates,
    dateTokens,
  };
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
