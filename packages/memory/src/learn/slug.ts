import { createHash } from 'node:crypto';

/** Readable words of a slug, in characters. */
const maxCharacters = 32;

/**
 * The last part of a memory's URI: the statement's first words, in whatever language, and a short hash
 * of the memory's id. Unique, and, as it is made once, stable whatever becomes of the wording.
 */
export function toSlug(memory: { readonly id: string; readonly content: string }): string {
  const words = memory.content
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-+/gu, '');
  const start = Array.from(words).slice(0, maxCharacters).join('').replaceAll(/-+$/gu, '');
  const mark = createHash('sha256').update(memory.id).digest('hex').slice(0, 8);
  return `${start || 'memory'}-${mark}`;
}
