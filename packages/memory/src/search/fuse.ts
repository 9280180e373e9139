import { intAt } from './int-list.ts';
import type { LaneScores } from './lanes.ts';
import type { OwnerIndex } from './owner-index.ts';
import type { VectorScores } from './vector-scores.ts';

/** How much each lane counts, after each was divided by its best score. */
export interface FusionWeights {
  readonly lexical: number;
  readonly context: number;
  readonly session: number;
  /** For the better of the two neighbours' lexical scores: an answer often follows its question. */
  readonly neighbour: number;
  /** For a vector that stands out as far as the best one, when the lane is sure. */
  readonly vector: number;
}

export interface Candidate {
  readonly document: number;
  /** Weighted sum over the lanes; comparable within one query only. */
  readonly fused: number;
}

/** The best `limit` documents that `admits` lets through, best first; ties go to the newer one. */
export function fuseLanes(
  index: OwnerIndex,
  scores: LaneScores,
  options: {
    readonly weights: FusionWeights;
    readonly admits: (document: number) => boolean;
    readonly limit: number;
    readonly vector: VectorScores;
  },
): readonly Candidate[] {
  const { weights, admits, limit, vector } = options;
  const vectorWeight = weights.vector * vector.confidence;
  const best = {
    lexical: maximum(scores.lexical),
    context: maximum(scores.context),
    session: maximum(scores.session),
  };
  const top = createTop(limit);
  for (const document of withVectors(scores, vector)) {
    const session = intAt(index.sessionOf, document);
    const beside = Math.max(
      scores.lexical[intAt(index.previous, document)] ?? 0,
      scores.lexical[intAt(index.next, document)] ?? 0,
    );
    const fused =
      (weights.lexical * (scores.lexical[document] ?? 0)) / best.lexical +
      (weights.context * (scores.context[document] ?? 0)) / best.context +
      (weights.session * (scores.session[session] ?? 0)) / best.session +
      (weights.neighbour * beside) / best.lexical +
      vectorWeight * (vector.byDocument[document] ?? 0);
    // Cheapest first: most documents are no match for the worst of the best.
    if (fused > top.floor() && index.isLive(document) && admits(document)) {
      top.add({ document, fused });
    }
  }
  return top.list;
}

/** The documents that words or vectors found, each once. */
function withVectors(scores: LaneScores, { documents }: VectorScores): readonly number[] {
  if (documents.length === 0) return scores.touched;
  // What is touched by words has a context score.
  const others = documents.filter((document) => (scores.context[document] ?? 0) === 0);
  return [...scores.touched, ...others];
}

interface Top {
  /** Best first. */
  readonly list: readonly Candidate[];
  /** What a candidate must be better than to be taken. */
  floor(): number;
  add(candidate: Candidate): void;
}

/** The best `limit` of what is added, kept in order by insertion. */
function createTop(limit: number): Top {
  const list: Candidate[] = [];
  return {
    list,
    floor: () => (list.length < limit ? 0 : (list.at(-1)?.fused ?? 0)),
    add(candidate) {
      let low = 0;
      let high = list.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (isBetter(candidate, list[middle])) high = middle;
        else low = middle + 1;
      }
      list.splice(low, 0, candidate);
      if (list.length > limit) list.pop();
    },
  };
}

function isBetter(a: Candidate, b: Candidate | undefined): boolean {
  if (b === undefined) return true;
  return a.fused === b.fused ? a.document > b.document : a.fused > b.fused;
}

function maximum(scores: Float64Array): number {
  let best = Number.MIN_VALUE;
  for (const score of scores) if (score > best) best = score;
  return best;
}
