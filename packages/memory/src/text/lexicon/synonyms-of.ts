import { synonymSets } from './synonyms.ts';
import { once, toWordTokens } from './word-tokens.ts';
import type { WordTokens } from './word-tokens.ts';

/** Other words for a token, in every language; empty for most. */
export function synonymsOf(token: string): readonly WordTokens[] {
  return synonyms().get(token) ?? [];
}

/** Made when first asked for: a memory that is only written to needs none. */
const synonyms = once((): ReadonlyMap<string, readonly WordTokens[]> => {
  const byToken = new Map<string, WordTokens[]>();
  for (const set of synonymSets.map((words) => words.map(toWordTokens))) {
    for (const [token, ...others] of set) {
      if (token === undefined || others.length > 0) continue;
      const known = byToken.get(token) ?? [];
      byToken.set(token, known);
      known.push(...set.filter(([first, ...more]) => first !== token || more.length > 0));
    }
  }
  return byToken;
});
