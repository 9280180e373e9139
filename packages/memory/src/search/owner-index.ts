import type { SearchEntry } from '../ports/memory-store.ts';
import { isTag } from '../text/tags.ts';
import { isSingleCjk } from '../text/tokenize.ts';
import { createIntList, intAt, pushInt } from './int-list.ts';
import type { IntList } from './int-list.ts';

/** Term frequencies are kept in 6 bits beside their document: more than 63 of one word say no more. */
const frequencyBits = 6;
export const maxFrequency = 63;

/** Words of one family share so many first letters; more words than `maxFamily` are no family. */
const familyLetters = 5;
const maxFamily = 12;

function familyOf(term: string): string {
  return term.slice(0, familyLetters);
}

export function documentOf(packed: number): number {
  return packed >> frequencyBits;
}

export function frequencyOf(packed: number): number {
  return packed & maxFrequency;
}

/** A document and how often a term stands in it, as postings hold them. */
export function packPlace(document: number, frequency: number): number {
  return (document << frequencyBits) | Math.min(frequency, maxFrequency);
}

/** What the index knows of one findable thing, beside its words. */
export interface IndexedDocument {
  readonly type: SearchEntry['type'];
  readonly key: string;
  readonly agentId: string | undefined;
  readonly sessionId: string | undefined;
  readonly category: string;
  readonly createdAt: number;
  readonly recordedAt: number;
  /** Since when it is only found by searches of the past. */
  readonly hiddenAt: number | undefined;
}

export interface IndexedSession {
  /** The session's messages: their documents by position. */
  readonly byPosition: Map<number, number>;
  /** Indexed tokens of its messages. */
  length: number;
}

export interface TermPostings {
  /** Documents and frequencies, packed; hidden ones are in, replaced ones until the index is built anew. */
  readonly list: IntList;
  /** How many visible documents have it. */
  liveCount: number;
}

/**
 * The inverted index of one partition (an account's user), in process: derived from the store's search
 * entries alone, so there is nothing that could drift, to repair or to share. Documents are numbered
 * as they come.
 */
export class OwnerIndex {
  readonly documents: IndexedDocument[] = [];
  /** Tokens of each document; tags and single CJK characters, which repeat their bigrams, are not counted. */
  readonly lengths: IntList = createIntList(64);
  /** The session of each document, or -1. */
  readonly sessionOf: IntList = createIntList(64);
  /** The message before and after in its session, or -1. */
  readonly previous: IntList = createIntList(64);
  readonly next: IntList = createIntList(64);
  readonly sessions: IndexedSession[] = [];
  /** All tags that any document has, each once. */
  readonly tags: string[] = [];
  /** Visible documents, and their tokens. */
  liveCount = 0;
  liveLength = 0;
  /** Documents that a later entry of the same key took the place of. */
  replacedCount = 0;

  readonly #isReplaced = new Set<number>();
  readonly #live: boolean[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #vocabulary = new Map<string, number>();
  readonly #words: string[] = [];
  /** Whether a term counts for the length of a text. */
  readonly #isCounted: boolean[] = [];
  /** Latin words by their first letters. */
  readonly #families = new Map<string, string[]>();
  readonly #postings: TermPostings[] = [];
  readonly #forwardFrom = createIntList(64);
  readonly #forward = createIntList(256);
  readonly #sessionNumbers = new Map<string, number>();

  /** Adds an entry, or replaces the one of its key; a hidden one is kept for searches of the past. */
  put(entry: SearchEntry): void {
    const known = this.#numberOf.get(entry.key);
    if (known !== undefined) {
      this.#hide(known);
      this.#isReplaced.add(known);
      this.replacedCount += 1;
    }
    this.#add(entry);
  }

  isLive(document: number): boolean {
    return this.#live[document] === true;
  }

  /** Whether it was recorded at the instant, and not hidden by then. */
  wasKnownAt(document: number, instant: number): boolean {
    const known = this.documents[document];
    if (known === undefined || this.#isReplaced.has(document)) return false;
    const [from, to] = this.#forwardRange(document);
    return to > from && known.recordedAt <= instant && (known.hiddenAt ?? Infinity) > instant;
  }

  postingsOf(term: string): TermPostings | undefined {
    return this.#postings[this.#vocabulary.get(term) ?? -1];
  }

  /** Other Latin words that begin with the same letters; none for a short word, or one of many kin. */
  kinOf(term: string): readonly string[] {
    const family = term.length < familyLetters ? undefined : this.#families.get(familyOf(term));
    return family === undefined || family.length > maxFamily
      ? []
      : family.filter((word) => word !== term);
  }

  /** Tokens of a document with their frequencies. */
  termsOf(document: number): readonly { readonly term: string; readonly frequency: number }[] {
    const [from, to] = this.#forwardRange(document);
    return Array.from({ length: to - from }, (_, offset) => {
      const packed = intAt(this.#forward, from + offset);
      return {
        term: this.#words[packed >> frequencyBits] ?? '',
        frequency: frequencyOf(packed),
      };
    });
  }

  /** The document of a key, the last one when it was replaced. */
  numberOf(key: string): number | undefined {
    return this.#numberOf.get(key);
  }

  /** The number of a session, for filters; undefined for one without messages. */
  numberOfSession(sessionId: string): number | undefined {
    return this.#sessionNumbers.get(sessionId);
  }

  #add(entry: SearchEntry): void {
    const document = this.documents.length;
    const { type, key, agentId, sessionId, category, createdAt, recordedAt, hiddenAt } = entry;
    this.documents.push({
      type,
      key,
      agentId,
      sessionId,
      category,
      createdAt,
      recordedAt,
      hiddenAt,
    });
    this.#numberOf.set(key, document);
    // What has no words (an echo, an image) keeps its place between its neighbours and is never found.
    const isLive = entry.terms !== '' && hiddenAt === undefined;
    const length = this.#addTerms(document, entry.terms, isLive);
    const session = sessionId === undefined ? -1 : this.#sessionNumber(sessionId);
    pushInt(this.lengths, length);
    pushInt(this.sessionOf, session);
    pushInt(this.previous, -1);
    pushInt(this.next, -1);
    this.#live.push(isLive);
    this.liveCount += isLive ? 1 : 0;
    this.liveLength += isLive ? length : 0;
    const known = this.sessions[session];
    if (known !== undefined && entry.position !== undefined) {
      known.length += length;
      this.#link(document, known.byPosition, entry.position);
    }
  }

  #addTerms(document: number, terms: string, isLive: boolean): number {
    const frequencies = new Map<number, number>();
    let length = 0;
    for (const term of terms.split(' ')) {
      if (term === '') continue;
      const number = this.#termNumber(term);
      frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
      if (this.#isCounted[number] === true) length += 1;
    }
    pushInt(this.#forwardFrom, this.#forward.length);
    for (const [number, count] of frequencies) {
      pushInt(this.#forward, packPlace(number, count));
      const posting = this.#postings[number];
      if (posting === undefined) continue;
      pushInt(posting.list, packPlace(document, count));
      if (isLive) posting.liveCount += 1;
    }
    return Math.max(1, length);
  }

  #link(document: number, byPosition: Map<number, number>, position: number): void {
    byPosition.set(position, document);
    const before = byPosition.get(position - 1) ?? -1;
    const after = byPosition.get(position + 1) ?? -1;
    this.previous.items[document] = before;
    this.next.items[document] = after;
    if (before >= 0) this.next.items[before] = document;
    if (after >= 0) this.previous.items[after] = document;
  }

  #hide(document: number): void {
    if (!this.isLive(document)) return;
    this.#live[document] = false;
    this.liveCount -= 1;
    this.liveLength -= intAt(this.lengths, document);
    const [from, to] = this.#forwardRange(document);
    for (let index = from; index < to; index += 1) {
      const posting = this.#postings[intAt(this.#forward, index) >> frequencyBits];
      if (posting !== undefined) posting.liveCount -= 1;
    }
  }

  #forwardRange(document: number): readonly [number, number] {
    const isLast = document + 1 >= this.#forwardFrom.length;
    return [
      intAt(this.#forwardFrom, document),
      isLast ? this.#forward.length : intAt(this.#forwardFrom, document + 1),
    ];
  }

  #termNumber(term: string): number {
    const known = this.#vocabulary.get(term);
    if (known !== undefined) return known;
    this.#vocabulary.set(term, this.#words.length);
    this.#words.push(term);
    const isTagged = isTag(term);
    if (isTagged) this.tags.push(term);
    else this.#joinFamily(term);
    this.#isCounted.push(!isTagged && !isSingleCjk(term));
    this.#postings.push({ list: createIntList(), liveCount: 0 });
    return this.#words.length - 1;
  }

  #joinFamily(term: string): void {
    if (!/^[a-z]{5,}$/u.test(term)) return;
    const family = this.#families.get(familyOf(term));
    if (family === undefined) this.#families.set(familyOf(term), [term]);
    else family.push(term);
  }

  #sessionNumber(sessionId: string): number {
    const known = this.#sessionNumbers.get(sessionId);
    if (known !== undefined) return known;
    this.#sessionNumbers.set(sessionId, this.sessions.length);
    this.sessions.push({ byPosition: new Map(), length: 0 });
    return this.sessions.length - 1;
  }
}
