import { singleLine } from '@homarus/base';

import type { LibraryDeps } from './library-deps.ts';
import { invalid } from './library-deps.ts';

const maxTags = 50;
const maxTagCharacters = 100;

/** Each tag once, on one line, without white space around it. */
export function toTags(
  { hasSecret }: Pick<LibraryDeps, 'hasSecret'>,
  tags: readonly string[],
): readonly string[] {
  const clean = [...new Set(tags.map((tag) => singleLine(tag)))].filter((tag) => tag !== '');
  if (clean.length > maxTags) throw invalid('tags', `A memory has at most ${maxTags} tags.`);
  if (clean.some((tag) => tag.length > maxTagCharacters)) {
    throw invalid('tags', `A tag has at most ${maxTagCharacters} characters.`);
  }
  if (hasSecret(clean.join('\n'))) {
    throw invalid('tags', 'A tag holds a password, key or card number; memory never stores those.');
  }
  return clean;
}

export function requirePeriod(
  validFrom: number | null | undefined,
  validTo: number | null | undefined,
): void {
  if (typeof validFrom === 'number' && typeof validTo === 'number' && validTo < validFrom) {
    throw invalid('validTo', 'validTo is before validFrom.');
  }
}
