import type { StoredMessage } from '../message.ts';
import type { SearchTerms } from '../ports/memory-store.ts';
import type { MemoryRecord } from '../record.ts';
import { toTerms } from './tokenize.ts';

/** A message is found by its beginning: logs and files in tool results may be megabytes. */
const maxIndexedCharacters = 100_000;

/** Under what a message is found; an echo of memory, and a message without text, under nothing. */
export function messageTerms({ isEcho, name, text }: StoredMessage): SearchTerms {
  return isEcho || text === '' ? toTerms() : toTerms(name, text.slice(0, maxIndexedCharacters));
}

/** Under what a memory is found: its words, and those under which its attribute is asked for. */
export function memoryTerms(
  { content, value, attribute }: MemoryRecord,
  aliasesOf: (attribute: string) => readonly string[],
): SearchTerms {
  return toTerms(content, value, ...(attribute === undefined ? [] : aliasesOf(attribute)));
}
