import { createHash } from 'node:crypto';

import { singleLine } from '@homarus/base';

import type { MessageContent } from '../message.ts';

/**
 * Names what a message says, whoever says it: SHA-256, hexadecimal, of its text (NFC, runs of white
 * space as one space) and of the parts that are more than text. A string and a single text part with
 * the same words have the same hash.
 */
export function toContentHash(text: string, content: MessageContent): string {
  const parts =
    typeof content === 'string' ? [] : content.filter((part) => typeof part.text !== 'string');
  const hash = createHash('sha256').update(singleLine(text.normalize('NFC')));
  for (const part of parts) hash.update('\u0000').update(canonicalJson(part));
  return hash.digest('hex');
}

/** JSON with its keys in order, so that equal values have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
