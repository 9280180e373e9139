import { findTopics } from '../archive/topics.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';
import type { SearchResult } from '../service.ts';
import { tokenizeQuery } from '../text/tokenize.ts';

/** Candidates for what a conversation will be about next. */
export interface TopicBuffer {
  readonly topic: string;
  /** The words that were searched for. */
  readonly terms: ReadonlySet<string>;
  readonly result: SearchResult;
  /** The partition's last entry when they were searched. */
  readonly seq: number;
}

/** The distinctive words of some texts, as one line; empty when they have none. */
export function topicOf(texts: readonly string[]): string {
  // Of a single text no word comes back in another one: each of its words counts.
  return findTopics(texts)[0] ?? findTopics([...texts, ...texts])[0] ?? '';
}

export function termsOf(query: string): ReadonlySet<string> {
  return new Set(tokenizeQuery(query).map(({ term }) => term));
}

/** So much of what a prompt asks for has to be among the words that were searched for. */
const minShare = 0.6;

/** A prompt without words of its own (`go on`) stays with the topic. */
export function fitsTopic(prompt: string, terms: ReadonlySet<string>): boolean {
  const asked = tokenizeQuery(prompt);
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const known = asked.reduce((sum, { term, weight }) => sum + (terms.has(term) ? weight : 0), 0);
  return total === 0 || known / total >= minShare;
}

/** New messages do not matter that soon; with more of them than this, a search is due anyway. */
const maxNewEntries = 100;

/** Whether a memory was learned, changed or forgotten since an entry. */
export async function hasNewMemories(
  store: MemoryStore,
  scope: Scope,
  afterSeq: number,
): Promise<boolean> {
  const entries = await store.listSearchEntries(scope, { afterSeq, limit: maxNewEntries });
  return entries.length === maxNewEntries || entries.some(({ type }) => type === 'memory');
}
