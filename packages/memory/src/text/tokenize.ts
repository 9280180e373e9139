import { stemmer } from 'stemmer';

import type { SearchTerms } from '../ports/memory-store.ts';
import { isStopWord, markStopCharacters } from './stop-words.ts';

/** Raised whenever the same text gives other tokens; entries of an older version are made anew. */
export const tokenizerVersion = 1;

/** A token that a question asks for, and how much it counts: 1 for a word of the question's own. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

type Segment =
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'cjk'; readonly characters: readonly string[] };

const segmentPattern =
  /(?<cjk>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]+)|(?<emoji>\p{Extended_Pictographic})|(?<word>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー])[\p{L}\p{N}\p{M}'’])+)/gu;

function* segmentsOf(text: string): Generator<Segment> {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/gu, '');
  for (const match of folded.matchAll(segmentPattern)) {
    const { cjk, emoji, word } = match.groups ?? {};
    if (cjk !== undefined) yield { type: 'cjk', characters: Array.from(cjk) };
    else if (emoji !== undefined) yield { type: 'word', text: emoji };
    else if (word !== undefined) yield { type: 'word', text: word };
  }
}

/** The form in which a Latin word or a number is indexed; undefined for stop-words. */
function normalizeWord(raw: string): string | undefined {
  const bare = raw.replace(/['’]s$/u, '').replaceAll(/['’]/gu, '');
  if (bare === '' || isStopWord(bare)) return undefined;
  if (/^\d+$/u.test(bare)) return bare.replace(/^0+(?=\d)/u, '');
  const plain = bare.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return /^[a-z]{3,}$/u.test(plain) ? stemmer(plain) : plain;
}

/**
 * The tokens under which a text is found, repeated as often as they stand in it: Latin words lower-case,
 * without accents, stemmed (Porter), stop-words out; numbers without leading zeros; emoji as they are;
 * of Chinese, Japanese and Korean runs every bigram and every single character.
 */
export function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const segment of segmentsOf(text)) {
    if (segment.type === 'word') {
      const token = normalizeWord(segment.text);
      if (token !== undefined) tokens.push(token);
    } else {
      pushRun(tokens, segment.characters);
    }
  }
  return tokens;
}

function pushRun(tokens: string[], characters: readonly string[]): void {
  for (const [index, character] of characters.entries()) {
    tokens.push(character);
    const next = characters[index + 1];
    if (next !== undefined) tokens.push(character + next);
  }
}

/** True for the single characters of CJK runs, which are indexed beside the bigrams that carry them. */
export function isSingleCjk(token: string): boolean {
  return singleCjk.test(token);
}

const singleCjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー]$/u;

/** Bigrams that carry a stop-word's character say less than those of a word of the question. */
const mixedBigramWeight = 0.3;
const singleCharacterWeight = 0.25;
/** Up to so many meaningful characters, single ones are looked for beside bigrams: 小猫 finds 猫. */
const shortQueryCharacters = 4;

/**
 * The tokens of a question with their weights. In Chinese, bigrams made of stop-words alone are out
 * unless nothing else remains; a run of one character, and short questions, look for single characters.
 */
export function tokenizeQuery(query: string): readonly QueryTerm[] {
  const weights = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  };
  const runs: (readonly string[])[] = [];
  for (const segment of segmentsOf(query)) {
    if (segment.type === 'cjk') runs.push(segment.characters);
    else {
      const token = normalizeWord(segment.text);
      if (token !== undefined) add(token, 1);
    }
  }
  addRuns(runs, add);
  return Array.from(weights, ([term, weight]) => ({ term, weight }));
}

type AddTerm = (term: string, weight: number) => void;

function addRuns(runs: readonly (readonly string[])[], add: AddTerm): void {
  const marked = runs.map((characters) => ({ characters, stops: markStopCharacters(characters) }));
  const meaningful = marked.flatMap(({ characters, stops }) =>
    characters.filter((_, index) => stops[index] === false),
  );
  const isShort = meaningful.length <= shortQueryCharacters;
  for (const { characters, stops } of marked) {
    for (const [index, character] of characters.entries()) {
      const isStop = stops[index] ?? false;
      const next = characters[index + 1];
      if (next !== undefined) addBigram(character + next, [isStop, stops[index + 1] ?? false], add);
      if (isAlone(stops, index)) add(character, 1);
      else if (isShort && !isStop) add(character, singleCharacterWeight);
    }
    if (meaningful.length === 0 && characters.length === 1) add(characters[0] ?? '', 1);
  }
}

/** A meaningful character between stop-words (or edges) has no bigram of its own. */
function isAlone(stops: readonly boolean[], index: number): boolean {
  return stops[index] === false && stops[index - 1] !== false && stops[index + 1] !== false;
}

function addBigram(bigram: string, stops: readonly [boolean, boolean], add: AddTerm): void {
  const [first, second] = stops;
  if (first && second) return;
  add(bigram, first || second ? mixedBigramWeight : 1);
}

/** What is stored beside a message or memory so that it is found. */
export function toTerms(...texts: readonly (string | undefined)[]): SearchTerms {
  return {
    terms: texts.flatMap((text) => (text === undefined ? [] : tokenize(text))).join(' '),
    termsVersion: tokenizerVersion,
  };
}
