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
    /** Whether the document is there at all, now or at the instant that is asked for. */
    readonly isKnown: (document: number) => boolean;
    readonly admits: (document: number) => boolean;
    readonly limit: number;
  },
): readonly Candidate[] {
  const { weights, isKnown, admits, limit } = options;
  const known = scores.touched.filter((document) => isKnown(document));
  const best = {
    lexical: maximum(scores.lexical, known),
    context: maximum(scores.context, known),
    session: maximum(scores.session, scores.session.keys()),
  };
  const top = createTop(limit);
  for (const document of known) {
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
    // Cheapest first: most documents are no match for the worst of the best.
    if (fused > top.floor() && admits(document)) {
      top.add({ document, fused });
    }
  }
  return top.list;
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

function maximum(scores: Float64Array, places: Iterable<number>): number {
  let best = Number.MIN_VALUE;
  for (const place of places) best = Math.max(best, scores[place] ?? 0);
  return best;
}
