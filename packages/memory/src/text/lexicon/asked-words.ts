import { tokenize } from '../tokenize.ts';
import { answerTypes } from './answer-types.ts';
import { once, toWordTokens } from './word-tokens.ts';
import type { WordTokens } from './word-tokens.ts';

/** What a question asks for. */
export interface AskedFor {
  /** The tokens of the question that say so: of "cities" in "Which cities", of 宠物. */
  readonly by: ReadonlySet<string>;
  /** Words, in every language, that name one of what is asked for. */
  readonly names: readonly WordTokens[];
}

/**
 * Reads of a question what it asks for: cities, pets, 饮料. What answers it is likely to have one of the
 * names. Empty for a text that asks for nothing of a known type.
 */
export function readAskedFor(text: string): AskedFor {
  const types = new Set<number>();
  const by = new Set<string>();
  for (const word of latinWordsAsked(text)) {
    for (const type of typesByWord().get(word) ?? []) {
      types.add(type);
      by.add(word);
    }
  }
  for (const [type, { words }] of asksInChinese.test(text) ? answerTypes.entries() : []) {
    for (const word of words.zh.asked.filter((asked) => text.includes(asked))) {
      types.add(type);
      for (const token of tokenize(word)) by.add(token);
    }
  }
  return { by, names: [...types].flatMap((type) => namesByType()[type] ?? []) };
}

const asksInChinese = /什么|哪|谁|怎么|几|多少|[吗呢？]/u;
const hasHan = /\p{Script=Han}/u;
const asksInEnglish = /\b(?:what|which|where|how many|how much)\b[^.?!,;]{0,120}/giu;
/** Where what is asked for ends and what is said of it begins: "which US cities | does John like". */
const verb =
  /\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|might|may|should)\b/iu;

/** In English the words between the question word and the verb, or else the last two; in Chinese all. */
function latinWordsAsked(text: string): ReadonlySet<string> {
  if (hasHan.test(text)) return new Set(wordsOf(text));
  return new Set(
    Array.from(text.matchAll(asksInEnglish), ([clause]) => {
      const words = wordsOf(clause.split(verb)[0] ?? '');
      return words.length > 1 ? words : [...words, ...wordsOf(clause).slice(-2)];
    }).flat(),
  );
}

function wordsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/[\p{Script=Latin}-]+/gu), ([word]) => wordKey(word));
}

/** As it is indexed; a stop-word ("where") as it is. */
function wordKey(word: string): string {
  return tokenize(word)[0] ?? word.toLowerCase();
}

/** Made when first asked for: a memory that is only written to needs none. */
const typesByWord = once((): ReadonlyMap<string, readonly number[]> => {
  const types = new Map<string, number[]>();
  for (const [type, { words }] of answerTypes.entries()) {
    for (const key of new Set(words.en.asked.map(wordKey))) {
      types.set(key, [...(types.get(key) ?? []), type]);
    }
  }
  return types;
});

const namesByType = once((): readonly (readonly WordTokens[])[] =>
  answerTypes.map(({ words }) =>
    [...words.en.named, ...words.zh.named].map(toWordTokens).filter(({ length }) => length > 0),
  ),
);
