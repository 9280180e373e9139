import { isAnything, parsePattern, wordFits } from './command-pattern.ts';
import type { PatternWord } from './command-pattern.ts';

/**
 * Whether a pattern of an allow-list allows a command. The words of a pattern stand for the words of
 * the command: `git status` for exactly that, `*` in a word for any letters of that word, a last word
 * `*` for any further words or none. A program with a path is only allowed by a pattern with that path.
 */
export function isAllowed(words: readonly string[], patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(words, parsePattern(pattern)));
}

function fits(words: readonly string[], pattern: readonly PatternWord[]): boolean {
  const [program = ''] = words;
  const [allowed = []] = pattern;
  if (program.includes('/') && (allowed.length !== 1 || allowed[0] !== program)) return false;
  const isOpen = pattern.length > 1 && isAnything(pattern.at(-1));
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? words.length < fixed.length : words.length !== fixed.length) return false;
  return fixed.every((parts, index) => wordFits(words[index] ?? '', parts));
}
