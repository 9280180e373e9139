/** A word of a pattern: the letters between its stars. A word without a star has one part. */
export type PatternWord = readonly string[];

/** Reads a pattern: words quoted like those of a command; a `*` that is not quoted stands for any letters. */
export function parsePattern(pattern: string): readonly PatternWord[] {
  return Array.from(pattern.trim().matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/gu), ([word]) =>
    toParts(word),
  );
}

function toParts(word: string): PatternWord {
  const parts = [''];
  for (const [piece, quoted] of word.matchAll(/'([^']*)'|\\.|[^'\\]/gu)) {
    if (piece === '*') parts.push('');
    else parts.push((parts.pop() ?? '') + (quoted ?? piece.replace(/^\\/u, '')));
  }
  return parts;
}

/** Whether a word begins, goes on and ends with the parts, in their order. */
export function wordFits(word: string, parts: PatternWord): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return word === first;
  if (!word.startsWith(first)) return false;
  let at = first.length;
  for (const middle of others) {
    const found = word.indexOf(middle, at);
    if (found === -1) return false;
    at = found + middle.length;
  }
  return word.length - last.length >= at && word.endsWith(last);
}

/** A lone star. */
export function isAnything(parts: PatternWord | undefined): boolean {
  return parts?.length === 2 && parts.every((part) => part === '');
}
