import type { StoredMessage } from '../message.ts';
import type { SearchTerms } from '../ports/memory-store.ts';
import type { MemoryRecord } from '../record.ts';
import { withTags } from './tags.ts';
import { toTerms } from './tokenize.ts';

/** A message is found by its beginning: logs and files in tool results may be megabytes. */
const maxIndexedCharacters = 100_000;

/** Under what a message is found; an echo of memory, and a message without text, under nothing. */
export function messageTerms(message: StoredMessage): SearchTerms {
  const { isEcho, name, text, createdAt: base } = message;
  if (isEcho || text === '') return toTerms();
  const terms = toTerms(name, text.slice(0, maxIndexedCharacters));
  return withTags(terms, { text, base, names: [name] });
}

/** Under what a memory is found: its words, and those under which its attribute is asked for. */
export function memoryTerms(
  record: MemoryRecord,
  aliasesOf: (attribute: string) => readonly string[],
): SearchTerms {
  const { content, value, attribute } = record;
  const aliases = attribute === undefined ? [] : aliasesOf(attribute);
  return withTags(toTerms(content, value, ...aliases), {
    text: content,
    base: record.source.saidAt,
    names: namesOf(record),
    instants: [record.validFrom, record.validTo],
  });
}

/** The persons and things a memory is about; the user and the agent are about everything. */
function namesOf({ subject, entities }: MemoryRecord): readonly string[] {
  return [subject, ...entities].filter((name) => name !== 'user' && name !== 'agent');
}
