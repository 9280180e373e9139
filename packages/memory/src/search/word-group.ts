import { createIntList, intAt, pushInt } from './int-list.ts';
import type { IntList } from './int-list.ts';
import { documentOf, frequencyOf, maxFrequency, packPlace } from './owner-index.ts';
import type { OwnerIndex, TermPostings } from './owner-index.ts';

/** Words any of which will do: they are scored together, as if they were one word. */
export interface WordGroup {
  /** Each by its tokens, all of which a document has that has the word. */
  readonly words: readonly (readonly string[])[];
  /** What the group counts beside 1 for a word of the question. */
  readonly weight: number;
  /** The terms of the question that it stands for. */
  readonly standsFor: ReadonlySet<string>;
}

/** A group of whose words an index has any. */
export interface FoundGroup extends Omit<WordGroup, 'words'> {
  /** The places of all its words together, each document once. */
  readonly postings: TermPostings;
}

/** The groups of whose words the index has any. */
export function findGroups(index: OwnerIndex, groups: readonly WordGroup[]): readonly FoundGroup[] {
  return groups.flatMap(({ words, weight, standsFor }) => {
    const postings = postingsOfWords(index, words);
    return postings === undefined ? [] : [{ postings, weight, standsFor }];
  });
}

function postingsOfWords(index: OwnerIndex, words: WordGroup['words']): TermPostings | undefined {
  const frequencies = new Uint8Array(index.documents.length);
  const documents: number[] = [];
  let liveCount = 0;
  for (const tokens of words) {
    const list = placesOfWord(index, tokens);
    for (let place = 0; place < (list?.length ?? 0); place += 1) {
      const packed = list === undefined ? 0 : intAt(list, place);
      const document = documentOf(packed);
      const known = frequencies[document] ?? 0;
      frequencies[document] = Math.min(known + frequencyOf(packed), maxFrequency);
      if (known > 0) continue;
      documents.push(document);
      if (index.isLive(document)) liveCount += 1;
    }
  }
  if (documents.length === 0) return undefined;
  const list = createIntList(documents.length);
  for (const document of documents) pushInt(list, packPlace(document, frequencies[document] ?? 0));
  return { list, liveCount };
}

/** The documents that have all tokens of a word; undefined when none has. */
function placesOfWord(index: OwnerIndex, tokens: readonly string[]): IntList | undefined {
  const [first, ...others] = tokens.map((token) => index.postingsOf(token)?.list);
  if (first === undefined || others.length === 0) return first;
  const having = others.map((list) => new Set(list === undefined ? [] : documentsOf(list)));
  const both = createIntList();
  for (let place = 0; place < first.length; place += 1) {
    const packed = intAt(first, place);
    if (having.every((documents) => documents.has(documentOf(packed)))) pushInt(both, packed);
  }
  return both;
}

function documentsOf(list: IntList): readonly number[] {
  return Array.from({ length: list.length }, (_, place) => documentOf(intAt(list, place)));
}
