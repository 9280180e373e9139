import type { Hit, SearchOptions, SearchResult } from '../service.ts';
import type { Scope } from '../scope.ts';
import { memoryCategories } from '../category.ts';
import { tokenize } from '../text/tokenize.ts';
import type { MemoryDraft } from './draft.ts';
import { toDeleted } from './records.ts';
import type { MemoryRecord } from '../record.ts';

/** The one thing of the search that forgetting needs. */
export interface Finder {
  search(scope: Scope, query: string, options?: SearchOptions): Promise<SearchResult>;
}

/** A match is beyond doubt above this score, when the second is this far behind. */
const certainScore = 0.9;
const clearMargin = 0.15;

/** How many matches are shown to choose from. */
const candidateLimit = 5;

export interface ForgetMatches {
  /** The one memory that must be meant; undefined when that is open. */
  readonly certain: Hit | undefined;
  readonly hits: readonly Hit[];
}

/** Memories (never messages) that a person may mean to be forgotten, best first. */
export async function findForgettable(
  finder: Finder,
  scope: Scope,
  query: string,
): Promise<ForgetMatches> {
  const { hits } = await finder.search(scope, query, {
    categories: memoryCategories,
    limit: candidateLimit,
  });
  const [first, ...others] = hits;
  const [second] = others;
  const isCertain =
    first !== undefined &&
    first.score > certainScore &&
    (second === undefined || first.score - second.score >= clearMargin) &&
    !others.some((other) => saysAsMuch(query, first, other));
  return { certain: isCertain ? first : undefined, hits };
}

/**
 * Whether `other` has all the words of the query that `first` has, and `first` has more to say than the
 * query: "my sister Anna" means neither of two memories of her more than the other, however they rank.
 */
function saysAsMuch(query: string, first: Hit, other: Hit): boolean {
  const asked = new Set(tokenize(query));
  const said = new Set(tokenize(first.text));
  return (
    !said.isSubsetOf(asked) && asked.intersection(said).isSubsetOf(new Set(tokenize(other.text)))
  );
}

/** Deletes a memory and blocks its statement from being learned again. */
export function bury(draft: MemoryDraft, record: MemoryRecord): void {
  draft.change(record, toDeleted(record, draft.now));
  draft.bury(record);
}

/** New memories of the draft that say all of the query's words: "remember ..." and "forget it" in one turn. */
export function findInDraft(draft: MemoryDraft, query: string): readonly MemoryRecord[] {
  const wanted = new Set(tokenize(query));
  if (wanted.size === 0) return [];
  return draft
    .added()
    .filter((record) =>
      wanted.isSubsetOf(new Set(tokenize(`${record.content} ${record.value ?? ''}`))),
    );
}
