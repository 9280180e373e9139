import type { StoredMessage } from '../message.ts';
import type { TermsOf } from '../ports/maintenance-store.ts';
import type { SearchTerms } from '../ports/memory-store.ts';
import type { MemoryRecord } from '../record.ts';
import { withTags } from './tags.ts';
import { toTerms } from './tokenize.ts';

/** A message is found by its beginning: logs and files in tool results may be megabytes. */
const maxIndexedCharacters = 100_000;

export interface TermsOptions {
  /** Other words under which an attribute is asked for, in every language. */
  readonly aliasesOf: (attribute: string) => readonly string[];
  /** In which the dates of texts are meant: IANA name or offset. */
  readonly timeZone: string;
}

/** Makes the search terms of what is stored; everything that writes rows uses the same one. */
export function createTermsOf(options: TermsOptions): TermsOf {
  return {
    message: (message) => messageTerms(message, options),
    memory: (record) => memoryTerms(record, options),
  };
}

type Zone = Pick<TermsOptions, 'timeZone'>;

/** Under what a message is found; an echo of memory, and a message without text, under nothing. */
function messageTerms(message: StoredMessage, { timeZone }: Zone): SearchTerms {
  const { isEcho, name, text, createdAt: base } = message;
  if (isEcho || text === '') return toTerms();
  const terms = toTerms(name, text.slice(0, maxIndexedCharacters));
  return withTags(terms, { text, base, timeZone, names: [name] });
}

/** Under what a memory is found: its words, and those under which its attribute is asked for. */
function memoryTerms(record: MemoryRecord, { aliasesOf, timeZone }: TermsOptions): SearchTerms {
  const { content, value, attribute } = record;
  const aliases = attribute === undefined ? [] : aliasesOf(attribute);
  return withTags(toTerms(content, value, ...aliases), {
    text: content,
    base: record.source.saidAt,
    timeZone,
    names: namesOf(record),
    instants: [record.validFrom, record.validTo],
  });
}

/** The persons and things a memory is about; the user and the agent are about everything. */
function namesOf({ subject, entities }: MemoryRecord): readonly string[] {
  return [subject, ...entities].filter((name) => name !== 'user' && name !== 'agent');
}
