import { expandCategories } from '../category.ts';
import type { Scope } from '../scope.ts';
import type { SearchOptions } from '../service.ts';
import { isQuestion } from '../text/is-question.ts';
import { tokenize } from '../text/tokenize.ts';
import type { QueryTerm } from '../text/tokenize.ts';
import type { DocumentLane } from './document-lane.ts';
import { entityLane } from './entity-lane.ts';
import { fuseLanes } from './fuse.ts';
import type { Candidate, FusionWeights } from './fuse.ts';
import { intAt } from './int-list.ts';
import { scoreLanes, wordWeight } from './lanes.ts';
import type { LaneOptions, LaneScores } from './lanes.ts';
import type { OwnerIndex } from './owner-index.ts';
import { readQuestion } from './question.ts';
import type { Question } from './question.ts';
import { defaultSessionSpread, spreadSessions } from './session-spread.ts';
import type { SessionSpread } from './session-spread.ts';
import { timeLane } from './time-lane.ts';
import { noVectorScores, toVectorLane } from './vector-scores.ts';
import type { VectorScores } from './vector-scores.ts';

/** Every constant of the ranking; `docs/design/retrieval.md` says how each was chosen. */
export interface RankOptions {
  readonly words: LaneOptions;
  readonly weights: FusionWeights;
  /** What the best document of the lanes for times and names is worth; 0 leaves the lane out. */
  readonly timeWeight: number;
  readonly entityWeight: number;
  /** The same for the lane of vectors when it is sure; less when it is not. */
  readonly vectorWeight: number;
  /** What a word of the same family counts beside 1 for the question's own. */
  readonly kinWeight: number;
  /** Hits that are worth less than this share of the best one are cut. */
  readonly relativeCut: number;
  /** Below this share of the question's weight, nothing that was found answers it. */
  readonly minCoverage: number;
  /** The same for a question that names someone or something of which the memory has never heard. */
  readonly minCoverageOfStranger: number;
  /** A hit that falls so far (of the best one's worth) behind the one before it ends the answer. */
  readonly elbow: number;
  readonly spread: SessionSpread;
}

/** Chosen on the development half of LoCoMo. */
export const defaultRankOptions: RankOptions = {
  words: {
    k1: 1.2,
    b: 0.5,
    neighbourWeight: 0.5,
    secondNeighbourWeight: 0.25,
    maxContextPlaces: 10_000,
  },
  weights: { lexical: 1, context: 0.8, session: 0.7, neighbour: 0.4 },
  timeWeight: 1,
  entityWeight: 0.3,
  vectorWeight: 1,
  kinWeight: 0.4,
  relativeCut: 0.3,
  minCoverage: 0.16,
  minCoverageOfStranger: 0.45,
  elbow: 0.4,
  spread: defaultSessionSpread,
};

/** Vectors answer a question alone when their lane is so sure of its best. */
const minVectorConfidence = 0.5;
/** What the best vector is worth as an answer: never beyond doubt without the question's words. */
const maxVectorCoverage = 0.85;

/** A document that has every word of a question; sums of shares are not exact. */
const wholeCoverage = 0.999;

/** How many hits a search gives unless it is told. */
export const defaultSearchLimit = 30;
/** Rows are read for more candidates than asked for, because hits that say the same are folded. */
const foldingReserve = 2;

/** What a query found in an index, before the rows are read. */
export interface Ranking {
  readonly index: OwnerIndex;
  readonly question: Question;
  readonly scores: LaneScores;
  /** The lanes beside the lexical ones that found anything. */
  readonly lanes: readonly DocumentLane[];
  /** Best first; those that are cut are out. */
  readonly candidates: readonly Candidate[];
  /** All that were found, before the cut. */
  readonly found: number;
  /** What the best candidate covers of the question, 0..1: the score that it gets. */
  readonly bestCoverage: number;
}

export interface RankRequest {
  readonly query: string;
  readonly searchOptions: SearchOptions;
  /** From when relative dates are meant, Unix milliseconds. */
  readonly now: number;
  readonly timeZone: string;
  /** Default: no vectors. */
  readonly vector?: VectorScores | undefined;
  /** Default: {@link defaultRankOptions}. */
  readonly options?: RankOptions | undefined;
}

/** Ranks an index for a question; pure, and the same for every store. */
export function rank(index: OwnerIndex, scope: Scope, request: RankRequest): Ranking {
  const { query, searchOptions, now, timeZone, options = defaultRankOptions } = request;
  const { vector = noVectorScores } = request;
  const { kinWeight, timeWeight, entityWeight, vectorWeight } = options;
  const { asOf } = searchOptions;
  const question = readQuestion(index, query, { now, timeZone, kinWeight });
  const scores = scoreLanes(index, question.terms, {
    ...options.words,
    includesHidden: asOf !== undefined,
  });
  const lanes = [
    timeLane(index, question, timeWeight),
    entityLane(index, question, entityWeight),
    toVectorLane(vector, vectorWeight),
  ].filter((lane) => lane !== undefined);
  const { pool, bestOfSession } = fuseLanes(index, scores, {
    weights: options.weights,
    lanes,
    isKnown:
      asOf === undefined
        ? (document) => index.isLive(document)
        : (document) => index.wasKnownAt(document, asOf),
    admits: admission(index, scope, searchOptions),
    limit: (searchOptions.limit ?? defaultSearchLimit) * foldingReserve,
  });
  const coverageOf = withVectors(coverage(index, scores, { question, lanes }), vector);
  const minCoverage = isOfStranger(index, question)
    ? options.minCoverageOfStranger
    : options.minCoverage;
  const isRepeat = repeatOf(index, scores, query);
  const telling = pool.filter(({ document }) => !isRepeat(document));
  const isAnswered =
    vector.confidence >= minVectorConfidence ||
    telling.slice(0, 3).some(({ document }) => coverageOf(document) >= minCoverage) ||
    telling.some(({ document }) => sharesWord(index, question, document));
  const last = isAnswered ? cutFrom(telling, options) : telling[0];
  const kept = last === undefined ? pool : pool.slice(0, pool.indexOf(last));
  const candidates = spreadSessions(kept, bestOfSession, {
    sessionOf: (document) => intAt(index.sessionOf, document),
    sessionScores: scores.session,
    spread: options.spread,
  });
  const bestCoverage = Math.max(
    0,
    ...candidates.slice(0, 3).map(({ document }) => coverageOf(document)),
  );
  return { index, question, scores, lanes, candidates, found: pool.length, bestCoverage };
}

/** Whether a question names something, and nothing of what it names is known. */
function isOfStranger(index: OwnerIndex, { entities }: Question): boolean {
  return entities.size > 0 && [...entities].every((name) => documentCount(index, name) === 0);
}

/** The first that is not worth a fair share of the best, or comes after a steep fall. */
function cutFrom(
  pool: readonly Candidate[],
  { relativeCut, elbow }: RankOptions,
): Candidate | undefined {
  const best = pool[0]?.fused ?? 0;
  return pool.find(({ fused }, place) => {
    const before = pool[place - 1]?.fused ?? fused;
    return fused < best * relativeCut || before - fused > best * elbow;
  });
}

/**
 * Whether a person said just the words of the question, most likely the question itself: it is found, but
 * what answers the question is not measured by it.
 */
function repeatOf(
  index: OwnerIndex,
  { coverage: covered }: LaneScores,
  query: string,
): (document: number) => boolean {
  if (!isQuestion(query)) return () => false;
  const asked = new Set(tokenize(query));
  return (document) => {
    if (index.documents[document]?.category !== 'full_context_user') return false;
    if ((covered[document] ?? 0) < wholeCoverage) return false;
    const said = index.termsOf(document);
    return said.length === asked.size && said.every(({ term }) => asked.has(term));
  };
}

/** A vector that stands out covers the question too, by how sure its lane is. */
function withVectors(
  coverageOf: (document: number) => number,
  { byDocument, confidence }: VectorScores,
): (document: number) => number {
  if (confidence < minVectorConfidence) return coverageOf;
  return (document) =>
    Math.max(coverageOf(document), maxVectorCoverage * confidence * (byDocument[document] ?? 0));
}

/** The share of the question that a document covers; one of the time asked for covers the words for it. */
function coverage(
  index: OwnerIndex,
  scores: LaneScores,
  { question, lanes }: { readonly question: Question; readonly lanes: readonly DocumentLane[] },
): (document: number) => number {
  const inTime = lanes.find(({ lane }) => lane === 'time')?.scores;
  if (inTime === undefined) return (document) => scores.coverage[document] ?? 0;
  const weightOf = (terms: readonly QueryTerm[]): number =>
    terms.reduce((sum, { term, weight }) => sum + weight * rarity(index, term), 0);
  const dated = question.terms.filter(({ term }) => question.dateTokens.has(term));
  const dateShare = weightOf(dated) / Math.max(weightOf(question.terms), Number.MIN_VALUE);
  return (document) => {
    const own = scores.coverage[document] ?? 0;
    return (inTime[document] ?? 0) > 0 ? Math.min(1, Math.max(own, dateShare)) : own;
  };
}

function rarity(index: OwnerIndex, term: string): number {
  return wordWeight(index, documentCount(index, term));
}

function documentCount(index: OwnerIndex, term: string): number {
  return index.postingsOf(term)?.liveCount ?? 0;
}

/** Whether a document has a whole Chinese word of the question: that is an answer, however long the question. */
function sharesWord(index: OwnerIndex, { terms }: Question, document: number): boolean {
  const asked = new Set(
    terms.filter(({ term, weight }) => weight === 1 && isCjkBigram(term)).map(({ term }) => term),
  );
  return asked.size > 0 && index.termsOf(document).some(({ term }) => asked.has(term));
}

function isCjkBigram(term: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}$/u.test(term);
}

/** What of the index this caller may see and asked for. */
export function admission(
  index: OwnerIndex,
  scope: Scope,
  options: SearchOptions,
): (document: number) => boolean {
  const categories: ReadonlySet<string> | undefined = expandCategories(options.categories);
  const from = options.timeFrom ?? Number.NEGATIVE_INFINITY;
  const to = options.timeTo ?? Number.POSITIVE_INFINITY;
  return (document) => {
    const known = index.documents[document];
    if (known === undefined) return false;
    const { agentId, sessionId, category, createdAt } = known;
    if (agentId !== undefined && agentId !== scope.agentId) return false;
    if (options.sessionId !== undefined && sessionId !== options.sessionId) return false;
    if (categories !== undefined && !categories.has(category)) return false;
    return createdAt >= from && createdAt < to;
  };
}
