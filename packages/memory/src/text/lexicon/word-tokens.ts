import { isSingleCjk, tokenize } from '../tokenize.ts';

/** The tokens of a word, all of which a text has that has the word: one, but for longer Chinese words. */
export type WordTokens = readonly string[];

export function toWordTokens(word: string): WordTokens {
  const tokens = tokenize(word);
  const telling = tokens.filter((token) => !isSingleCjk(token));
  return telling.length > 0 ? telling : tokens;
}

/** A value made when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
