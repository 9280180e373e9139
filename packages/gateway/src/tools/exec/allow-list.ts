import { parsePattern } from './command-pattern.ts';

/**
 * Whether a pattern of an allow-list allows a command. The words of a pattern stand for the words of
 * the command: `git status` for exactly that, `*` in a word for any letters of that word, a last word
 * `*` for any further words or none. A program with a path is only allowed by a pattern with that path.
 */
export function isAllowed(words: readonly string[], patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fits(words, parsePattern(pattern)));
}

function fits(words: readonly string[], pattern: readonly string[]): boolean {
  const [program = ''] = words;
  const [allowed = ''] = pattern;
  if (program.includes('/') && program !== allowed) return false;
  const isOpen = pattern.at(-1) === '*' && pattern.length > 1;
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? words.length < fixed.length : words.length !== fixed.length) return false;
  return fixed.every((part, index) => wordFits(words[index] ?? '', part));
}

function wordFits(word: string, part: string): boolean {
  if (part === '*') return true;
  const [first = '', ...others] = part.split('*');
  if (others.length === 0) return word === part;
  if (!word.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let at = first.length;
  for (const middle of others) {
    const found = word.indexOf(middle, at);
    if (found === -1) return false;
    at = found + middle.length;
  }
  return word.length - last.length >= at && word.endsWith(last);
}
