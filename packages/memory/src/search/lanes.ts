import type { QueryTerm } from '../text/tokenize.ts';
import { intAt } from './int-list.ts';
import { documentOf, frequencyOf } from './owner-index.ts';
import type { OwnerIndex, TermPostings } from './owner-index.ts';
import type { FoundGroup } from './word-group.ts';

/** Parameters of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). */
export interface Bm25Options {
  /** Saturation of term frequency. */
  readonly k1: number;
  /** How much a long text is held against it, 0..1. */
  readonly b: number;
}

/** Parameters of the lanes built on BM25. */
export interface LaneOptions extends Bm25Options {
  /** For whole conversations, where a word may be said many times before it says no more. */
  readonly session: Bm25Options;
  /** What a word counts that stands in the message before or after, beside 1 for its own. */
  readonly neighbourWeight: number;
  /** The same for two messages away. */
  readonly secondNeighbourWeight: number;
  /** Words that only hidden documents have count too. Default false. */
  readonly includesHidden?: boolean;
  /**
   * How many places of words the context lane looks around, the rarest words first; a word so common
   * that it would go beyond is scored by its own message and conversation alone.
   */
  readonly maxContextPlaces: number;
}

/** Scores by document number; `touched` lists, once each, the documents that have any. */
export interface LaneScores {
  readonly lexical: Float64Array;
  readonly context: Float64Array;
  /** By session number. */
  readonly session: Float64Array;
  readonly touched: readonly number[];
}

/** What is looked for. */
export interface AskedWords {
  readonly terms: readonly QueryTerm[];
  readonly groups: readonly FoundGroup[];
}

interface Statistics {
  readonly index: OwnerIndex;
  readonly options: LaneOptions;
  readonly averageLength: number;
  readonly averageSessionLength: number;
}

/** The BM25 weight of a term that `count` of `total` documents have; always positive. */
export function inverseFrequency(count: number, total: number): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/**
 * Scores every document of the index that has a word of the query, or stands beside one that has, in
 * three ways: by its own words (`lexical`), by the words of a window around it (`context`), and its
 * session by the words of all its messages (`session`).
 */
export function scoreLanes(index: OwnerIndex, asked: AskedWords, options: LaneOptions): LaneScores {
  const size = index.documents.length;
  const statistics: Statistics = {
    index,
    options,
    averageLength: index.liveCount === 0 ? 1 : index.liveLength / index.liveCount,
    averageSessionLength: averageSessionLength(index),
  };
  const lexical = new Float64Array(size);
  const context = new Float64Array(size);
  const session = new Float64Array(index.sessions.length);
  const windows = createWindow(size);
  let places = 0;
  for (const { weight, postings } of rarestFirst(index, asked, options)) {
    const idf = weight * inverseFrequency(postings.liveCount, index.liveCount);
    places += postings.list.length;
    addLexical(statistics, postings, { idf, lexical });
    const isBroad = places > options.maxContextPlaces;
    gatherWindow(isBroad ? withoutNeighbours(statistics) : statistics, postings, windows);
    addContext(statistics, windows, { idf, context });
    addSession(statistics, postings, { weight, session });
  }
  return { lexical, context, session, touched: windows.everTouched };
}

interface Places {
  readonly weight: number;
  readonly postings: TermPostings;
}

function rarestFirst(
  index: OwnerIndex,
  { terms, groups }: AskedWords,
  { includesHidden = false }: LaneOptions,
): readonly Places[] {
  const known = terms.flatMap(({ term, weight }) => {
    const postings = index.postingsOf(term);
    return postings === undefined ? [] : [{ weight, postings }];
  });
  return [...known, ...groups]
    .filter(({ postings }) => postings.liveCount > 0 || includesHidden)
    .sort((a, b) => a.postings.list.length - b.postings.list.length);
}

function withoutNeighbours(statistics: Statistics): Statistics {
  const options = { ...statistics.options, neighbourWeight: 0, secondNeighbourWeight: 0 };
  return { ...statistics, options };
}

function averageSessionLength(index: OwnerIndex): number {
  let sum = 0;
  for (const { length } of index.sessions) sum += length;
  return index.sessions.length === 0 || sum === 0 ? 1 : sum / index.sessions.length;
}

function saturate(frequency: number, relativeLength: number, { k1, b }: Bm25Options): number {
  return (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * relativeLength));
}

function addLexical(
  { index, options, averageLength }: Statistics,
  { list }: TermPostings,
  into: {
    readonly idf: number;
    readonly lexical: Float64Array;
  },
): void {
  for (let place = 0; place < list.length; place += 1) {
    const packed = intAt(list, place);
    const document = documentOf(packed);
    const relative = intAt(index.lengths, document) / averageLength;
    into.lexical[document] =
      (into.lexical[document] ?? 0) + into.idf * saturate(frequencyOf(packed), relative, options);
  }
}

/** Frequencies of one term in windows around documents; emptied after each term. */
interface Window {
  readonly frequency: Float64Array;
  readonly seen: Uint8Array;
  touched: number[];
  readonly everTouched: number[];
}

function createWindow(size: number): Window {
  return {
    frequency: new Float64Array(size),
    seen: new Uint8Array(size),
    touched: [],
    everTouched: [],
  };
}

function addToWindow(window: Window, document: number, frequency: number): void {
  if (document < 0 || frequency === 0) return;
  if ((window.frequency[document] ?? 0) === 0) window.touched.push(document);
  window.frequency[document] = (window.frequency[document] ?? 0) + frequency;
  if (window.seen[document] === 0) {
    window.seen[document] = 1;
    window.everTouched.push(document);
  }
}

function gatherWindow({ index, options }: Statistics, postings: TermPostings, into: Window): void {
  const { neighbourWeight, secondNeighbourWeight } = options;
  const { list } = postings;
  for (let place = 0; place < list.length; place += 1) {
    const packed = intAt(list, place);
    const document = documentOf(packed);
    const frequency = frequencyOf(packed);
    addToWindow(into, document, frequency);
    if (neighbourWeight === 0) continue;
    const before = intAt(index.previous, document);
    const after = intAt(index.next, document);
    addToWindow(into, before, frequency * neighbourWeight);
    addToWindow(into, after, frequency * neighbourWeight);
    if (secondNeighbourWeight === 0) continue;
    if (before >= 0) {
      addToWindow(into, intAt(index.previous, before), frequency * secondNeighbourWeight);
    }
    if (after >= 0) addToWindow(into, intAt(index.next, after), frequency * secondNeighbourWeight);
  }
}

function addContext(
  { index, options, averageLength }: Statistics,
  window: Window,
  into: { readonly idf: number; readonly context: Float64Array },
): void {
  const span = 1 + 2 * options.neighbourWeight + 2 * options.secondNeighbourWeight;
  for (const document of window.touched) {
    const length = windowLength(index, document, options);
    const frequency = window.frequency[document] ?? 0;
    into.context[document] =
      (into.context[document] ?? 0) +
      into.idf * saturate(frequency, length / (averageLength * span), options);
    window.frequency[document] = 0;
  }
  window.touched = [];
}

function windowLength(index: OwnerIndex, document: number, options: LaneOptions): number {
  const before = intAt(index.previous, document);
  const after = intAt(index.next, document);
  const lengthAt = (place: number): number => (place < 0 ? 0 : intAt(index.lengths, place));
  return lengthAt(document) + options.neighbourWeight * (lengthAt(before) + lengthAt(after));
}

function addSession(
  { index, options, averageSessionLength: average }: Statistics,
  { list }: TermPostings,
  into: { readonly weight: number; readonly session: Float64Array },
): void {
  const frequencies = new Float64Array(index.sessions.length);
  const touched: number[] = [];
  for (let place = 0; place < list.length; place += 1) {
    const packed = intAt(list, place);
    const session = intAt(index.sessionOf, documentOf(packed));
    if (session < 0) continue;
    const known = frequencies[session] ?? 0;
    if (known === 0) touched.push(session);
    frequencies[session] = known + frequencyOf(packed);
  }
  const idf = into.weight * inverseFrequency(touched.length, index.sessions.length);
  for (const session of touched) {
    const relative = (index.sessions[session]?.length ?? 0) / average;
    into.session[session] =
      (into.session[session] ?? 0) +
      idf * saturate(frequencies[session] ?? 0, relative, options.session);
  }
}
