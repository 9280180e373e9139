import type { SearchEntry } from '../ports/memory-store.ts';
import { isSingleCjk } from '../text/tokenize.ts';
import { createIntList, intAt, pushInt } from './int-list.ts';
import type { IntList } from './int-list.ts';

/** Term frequencies are kept in 6 bits beside their document: more than 63 of one word say no more. */
const frequencyBits = 6;
const maxFrequency = 63;

export function documentOf(packed: number): number {
  return packed >> frequencyBits;
}

export function frequencyOf(packed: number): number {
  return packed & maxFrequency;
}

/** What the index knows of one findable thing, beside its words. */
export interface IndexedDocument {
  readonly type: SearchEntry['type'];
  readonly key: string;
  readonly agentId: string | undefined;
  readonly sessionId: string | undefined;
  readonly category: string;
  readonly createdAt: number;
  readonly sourceMessageIds: readonly string[];
}

export interface IndexedSession {
  /** Documents in it, by position: messages only. */
  readonly byPosition: Map<number, number>;
  /** Indexed tokens of its messages. */
  length: number;
}

export interface TermPostings {
  /** Documents and frequencies, packed; hidden documents stay in until the index is built anew. */
  readonly list: IntList;
  /** How many visible documents have it. */
  liveCount: number;
}

/**
 * The inverted index of one partition (an account's user), in process: derived from the store's search
 * entries alone, so there is nothing to drift, to repair or to share. Documents are numbered as they
 * come. About 40 bytes a token of memory with all tables.
 */
export interface OwnerIndex {
  readonly documents: readonly IndexedDocument[];
  /** Tokens of each document, single CJK characters (which double their bigrams) not counted. */
  readonly lengths: IntList;
  /** The session of each document, or -1. */
  readonly sessionOf: IntList;
  /** The message before and after in its session, or -1. */
  readonly previous: IntList;
  readonly next: IntList;
  readonly sessions: readonly IndexedSession[];
  readonly liveCount: number;
  readonly liveLength: number;
  /** Share of the documents that are hidden: an owner that grows stale is loaded anew. */
  readonly hiddenShare: number;
  isLive(document: number): boolean;
  postingsOf(term: string): TermPostings | undefined;
  /** Tokens of a document with their frequencies. */
  termsOf(document: number): readonly { readonly term: string; readonly frequency: number }[];
  /** Adds an entry, or replaces the one of its key. */
  put(entry: SearchEntry): void;
}

export function createOwnerIndex(): OwnerIndex {
  const documents: IndexedDocument[] = [];
  const live: boolean[] = [];
  const numberOf = new Map<string, number>();
  const vocabulary = new Map<string, number>();
  const words: string[] = [];
  const postings: TermPostings[] = [];
  const forwardFrom = createIntList(64);
  const forward = createIntList(256);
  const lengths = createIntList(64);
  const sessionOf = createIntList(64);
  const previous = createIntList(64);
  const next = createIntList(64);
  const sessions: IndexedSession[] = [];
  const sessionNumbers = new Map<string, number>();
  let liveCount = 0;
  let liveLength = 0;

  function termNumber(term: string): number {
    const known = vocabulary.get(term);
    if (known !== undefined) return known;
    vocabulary.set(term, words.length);
    words.push(term);
    postings.push({ list: createIntList(), liveCount: 0 });
    return words.length - 1;
  }

  function sessionNumber(sessionId: string): number {
    const known = sessionNumbers.get(sessionId);
    if (known !== undefined) return known;
    sessionNumbers.set(sessionId, sessions.length);
    sessions.push({ byPosition: new Map(), length: 0 });
    return sessions.length - 1;
  }

  function addTerms(document: number, terms: string): number {
    const frequencies = new Map<number, number>();
    let length = 0;
    for (const term of terms.split(' ')) {
      if (term === '') continue;
      const number = termNumber(term);
      frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
      if (!isSingleCjk(term)) length += 1;
    }
    pushInt(forwardFrom, forward.length);
    for (const [number, count] of frequencies) {
      const frequency = Math.min(count, maxFrequency);
      pushInt(forward, (number << frequencyBits) | frequency);
      const posting = postings[number];
      if (posting === undefined) continue;
      pushInt(posting.list, (document << frequencyBits) | frequency);
      posting.liveCount += 1;
    }
    return Math.max(1, length);
  }

  function linkMessage(document: number, session: number, position: number): void {
    const { byPosition } = sessions[session] ?? { byPosition: new Map<number, number>() };
    byPosition.set(position, document);
    const before = byPosition.get(position - 1) ?? -1;
    const after = byPosition.get(position + 1) ?? -1;
    previous.items[document] = before;
    next.items[document] = after;
    if (before >= 0) next.items[before] = document;
    if (after >= 0) previous.items[after] = document;
  }

  function forwardRange(document: number): readonly [number, number] {
    const to = document + 1 < forwardFrom.length ? intAt(forwardFrom, document + 1) : forward.length;
    return [intAt(forwardFrom, document), to];
  }

  function hide(document: number): void {
    if (live[document] !== true) return;
    live[document] = false;
    liveCount -= 1;
    liveLength -= intAt(lengths, document);
    const [from, to] = forwardRange(document);
    for (let index = from; index < to; index += 1) {
      const posting = postings[intAt(forward, index) >> frequencyBits];
      if (posting !== undefined) posting.liveCount -= 1;
    }
  }

  function add(entry: SearchEntry): void {
    const document = documents.length;
    const { type, key, agentId, sessionId, category, createdAt, sourceMessageIds } = entry;
    documents.push({ type, key, agentId, sessionId, category, createdAt, sourceMessageIds });
    numberOf.set(key, document);
    const length = addTerms(document, entry.terms);
    const session = sessionId === undefined ? -1 : sessionNumber(sessionId);
    pushInt(lengths, length);
    pushInt(sessionOf, session);
    pushInt(previous, -1);
    pushInt(next, -1);
    live.push(true);
    liveCount += 1;
    liveLength += length;
    if (session >= 0 && entry.position !== undefined) {
      linkMessage(document, session, entry.position);
      const known = sessions[session];
      if (known !== undefined) known.length += length;
    }
  }

  return {
    documents,
    lengths,
    sessionOf,
    previous,
    next,
    sessions,
    get liveCount() {
      return liveCount;
    },
    get liveLength() {
      return liveLength;
    },
    get hiddenShare() {
      return documents.length === 0 ? 0 : 1 - liveCount / documents.length;
    },
    isLive: (document) => live[document] === true,
    postingsOf: (term) => postings[vocabulary.get(term) ?? -1],
    termsOf(document) {
      const [from, to] = forwardRange(document);
      return Array.from({ length: to - from }, (_, offset) => {
        const packed = intAt(forward, from + offset);
        return { term: words[packed >> frequencyBits] ?? '', frequency: packed & maxFrequency };
      });
    },
    put(entry) {
      const known = numberOf.get(entry.key);
      if (known !== undefined) {
        hide(known);
        numberOf.delete(entry.key);
      }
      if (entry.hiddenAt === undefined) add(entry);
    },
  };
}
