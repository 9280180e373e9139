import { expandCategories } from '../category.ts';
import type { Scope } from '../scope.ts';
import type { SearchOptions } from '../service.ts';
import { isQuestion } from '../text/is-question.ts';
import { tokenize } from '../text/tokenize.ts';
import { defaultCoverageBars, isAnswered } from './answered.ts';
import type { CoverageBars } from './answered.ts';
import { coverageWithTime, termCoverage } from './coverage.ts';
import { cutCandidates, defaultCut } from './cut.ts';
import type { CutOptions } from './cut.ts';
import type { DocumentLane } from './document-lane.ts';
import { entityLane } from './entity-lane.ts';
import { fuseLanes } from './fuse.ts';
import type { Candidate, FusionWeights } from './fuse.ts';
import { intAt } from './int-list.ts';
import { scoreLanes } from './lanes.ts';
import type { LaneOptions, LaneScores } from './lanes.ts';
import type { OwnerIndex } from './owner-index.ts';
import { readQuestion } from './question.ts';
import type { Question } from './question.ts';
import { defaultSessionSpread, spreadSessions } from './session-spread.ts';
import type { SessionSpread } from './session-spread.ts';
import { timeLane } from './time-lane.ts';
import { isSure, noVectorScores, toVectorLane, withVectors } from './vector-scores.ts';
import type { VectorScores } from './vector-scores.ts';
import { findGroups } from './word-group.ts';

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
  /** What the words count together that name what the question asks for, and other words for its own. */
  readonly answerTypeWeight: number;
  readonly synonymWeight: number;
  /** Below this share of the question's weight, nothing that was found answers it. */
  readonly minCoverage: CoverageBars;
  readonly cut: CutOptions;
  readonly spread: SessionSpread;
}

/** Chosen on the development half of LoCoMo. */
export const defaultRankOptions: RankOptions = {
  words: {
    k1: 1.2,
    b: 0.6,
    session: { k1: 3, b: 0.75 },
    neighbourWeight: 0.5,
    secondNeighbourWeight: 0.25,
    maxContextPlaces: 10_000,
  },
  weights: { lexical: 1, context: 0.8, session: 0.7, neighbour: 0.4 },
  timeWeight: 1,
  entityWeight: 0.3,
  vectorWeight: 1,
  kinWeight: 0.4,
  answerTypeWeight: 0.7,
  synonymWeight: 0.2,
  minCoverage: defaultCoverageBars,
  cut: defaultCut,
  spread: defaultSessionSpread,
};

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
  const { timeWeight, entityWeight, vectorWeight } = options;
  const { asOf } = searchOptions;
  const question = readQuestion(index, query, { ...options, now, timeZone });
  const asked = { terms: question.terms, groups: findGroups(index, question.groups) };
  const scores = scoreLanes(index, asked, {
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
  const covered = termCoverage(index, asked);
  const coverageOf = withVectors(coverageWithTime(index, covered, { question, lanes }), vector);
  const isRepeat = repeatOf(index, covered, query);
  const telling = pool.filter(({ document }) => !isRepeat(document));
  const answers =
    isSure(vector) ||
    isAnswered(index, telling, { question, coverageOf, bars: options.minCoverage });
  const follows = (document: number, other: number): boolean =>
    intAt(index.previous, document) === other;
  const { kept, isWhole } = answers
    ? cutCandidates(telling, { coverageOf, follows }, options.cut)
    : { kept: [], isWhole: true };
  const inside = new Set(kept);
  const floor = (kept.at(-1) ?? telling[0])?.fused ?? 0;
  const answer = pool.filter(
    (hit) => inside.has(hit) || (isRepeat(hit.document) && hit.fused >= floor),
  );
  const candidates = isWhole
    ? answer
    : spreadSessions(answer, bestOfSession, {
        sessionOf: (document) => intAt(index.sessionOf, document),
        spread: options.spread,
      });
  const bestCoverage = Math.max(
    0,
    ...candidates.slice(0, 3).map(({ document }) => coverageOf(document)),
  );
  return { index, question, scores, lanes, candidates, found: pool.length, bestCoverage };
}

/**
 * Whether a person said just the words of the question, most likely the question itself: it is found, but
 * what answers the question is not measured by it.
 */
function repeatOf(
  index: OwnerIndex,
  covered: Float64Array,
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
