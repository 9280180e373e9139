import { expandCategories } from '../category.ts';
import type { Scope } from '../scope.ts';
import type { SearchOptions } from '../service.ts';
import { tokenizeQuery } from '../text/tokenize.ts';
import type { QueryTerm } from '../text/tokenize.ts';
import { fuseLanes } from './fuse.ts';
import type { Candidate, FusionWeights } from './fuse.ts';
import { scoreLanes } from './lanes.ts';
import type { LaneOptions, LaneScores } from './lanes.ts';
import type { OwnerIndex } from './owner-index.ts';
import { noVectorScores } from './vector-scores.ts';
import type { VectorScores } from './vector-scores.ts';

/** Chosen on the development half of LoCoMo; `docs/design/retrieval.md` says how. */
export const defaultLaneOptions: LaneOptions = {
  k1: 1.2,
  b: 0.5,
  neighbourWeight: 0.5,
  secondNeighbourWeight: 0.25,
};
export const defaultFusionWeights: FusionWeights = {
  lexical: 1,
  context: 0.8,
  session: 0.7,
  neighbour: 0.4,
  vector: 1,
};

/** Hits that are worth less than this share of the best one are cut. */
const relativeCut = 0.3;
/** Below this share of the question's weight, nothing that was found answers it ... */
const minCoverage = 0.12;
/** Vectors answer a question alone when their lane is so sure of its best. */
const minVectorConfidence = 0.5;
/** What the best vector is worth as an answer: never beyond doubt without the question's words. */
const maxVectorCoverage = 0.85;
/** How many hits a search gives unless it is told. */
export const defaultSearchLimit = 30;
/** Rows are read for more candidates than asked for, because hits that say the same are folded. */
const foldingReserve = 2;

/** What a query found in an index, before the rows are read. */
export interface Ranking {
  readonly index: OwnerIndex;
  readonly terms: readonly QueryTerm[];
  readonly scores: LaneScores;
  readonly vector: VectorScores;
  /** Best first; those that are cut are out. */
  readonly candidates: readonly Candidate[];
  /** All that were found, before the cut. */
  readonly found: number;
  /** What the best candidate covers of the question, 0..1: the score that it gets. */
  readonly bestCoverage: number;
}

/** Ranks an index for a question; pure, and the same for every store. */
export function rank(
  index: OwnerIndex,
  scope: Scope,
  request: {
    readonly query: string;
    readonly searchOptions: SearchOptions;
    /** Default: no vectors. */
    readonly vector?: VectorScores;
  },
): Ranking {
  const { query, searchOptions, vector = noVectorScores } = request;
  const terms = tokenizeQuery(query);
  const scores = scoreLanes(index, terms, defaultLaneOptions);
  const pool = fuseLanes(index, scores, {
    weights: defaultFusionWeights,
    admits: admission(index, scope, searchOptions),
    vector,
    limit: (searchOptions.limit ?? defaultSearchLimit) * foldingReserve,
  });
  const floor = (pool[0]?.fused ?? 0) * relativeCut;
  const isAnswered =
    vector.confidence >= minVectorConfidence ||
    pool.slice(0, 3).some(({ document }) => answers(index, scores, { document, terms }));
  const candidates = isAnswered ? pool.filter(({ fused }) => fused >= floor) : [];
  const bestCoverage = Math.max(
    0,
    ...candidates
      .slice(0, 3)
      .map(({ document }) =>
        Math.max(
          scores.coverage[document] ?? 0,
          maxVectorCoverage * vector.confidence * (vector.byDocument[document] ?? 0),
        ),
      ),
  );
  return { index, terms, scores, vector, candidates, found: pool.length, bestCoverage };
}

/** Whether a document says enough of what was asked: a fair share of its words, or a whole word in Chinese. */
function answers(
  index: OwnerIndex,
  scores: LaneScores,
  { document, terms }: { readonly document: number; readonly terms: readonly QueryTerm[] },
): boolean {
  if ((scores.coverage[document] ?? 0) >= minCoverage) return true;
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
