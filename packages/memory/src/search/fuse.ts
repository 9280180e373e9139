import { intAt } from './int-list.ts';
import type { LaneScores } from './lanes.ts';
import type { OwnerIndex } from './owner-index.ts';

/** How much each lane counts, after each was divided by its best score. */
export interface FusionWeights {
  readonly lexical: number;
  readonly context: number;
  readonly session: number;
  /** For the better of the two neighbours' lexical scores: an answer often follows its question. */
  readonly neighbour: number;
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
  },
): readonly Candidate[] {
  const { weights, admits, limit } = options;
  const best = {
    lexical: maximum(scores.lexical),
    context: maximum(scores.context),
    session: maximum(scores.session),
  };
  const candidates: Candidate[] = [];
  for (const document of scores.touched) {
    if (!index.isLive(document) || !admits(document)) continue;
    const session = intAt(index.sessionOf, document);
    const beside = Math.max(
      scores.lexical[intAt(index.previous, document)] ?? 0,
      scores.lexical[intAt(index.next, document)] ?? 0,
    );
    const fused =
      (weights.lexical * (scores.lexical[document] ?? 0)) / best.lexical +
      (weights.context * (scores.context[document] ?? 0)) / best.context +
      (weights.session * (scores.session[session] ?? 0)) / best.session +
      (weights.neighbour * beside) / best.lexical;
    candidates.push({ document, fused });
  }
  return candidates.sort((a, b) => b.fused - a.fused || b.document - a.document).slice(0, limit);
}

function maximum(scores: Float64Array): number {
  let best = Number.MIN_VALUE;
  for (const score of scores) if (score > best) best = score;
  return best;
}
