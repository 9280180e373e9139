import type { DocumentLane } from './document-lane.ts';
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

/** What a search puts together. */
export interface Fusion {
  readonly weights: FusionWeights;
  /** The lanes beside the lexical ones: each is as good as the weight it carries. */
  readonly lanes: readonly DocumentLane[];
  /** Whether the document is there at all, now or at the instant that is asked for. */
  readonly isKnown: (document: number) => boolean;
  readonly admits: (document: number) => boolean;
  readonly limit: number;
}

export interface Fused {
  /** The best `limit` documents, best first; ties go to the newer one. */
  readonly pool: readonly Candidate[];
  /** The best document of each session that has any, by session number. */
  readonly bestOfSession: ReadonlyMap<number, Candidate>;
}

/** Adds the lanes up for every document that is live, that `admits` lets through and any lane found. */
export function fuseLanes(index: OwnerIndex, scores: LaneScores, fusion: Fusion): Fused {
  const worthOf = fusedScore(index, scores, fusion);
  const top = createTop(fusion.limit);
  const bestWorth = new Float64Array(index.sessions.length);
  const bestOfSession = new Map<number, Candidate>();
  for (const document of touchedBy(index, scores, fusion.lanes)) {
    const fused = worthOf(document);
    const session = intAt(index.sessionOf, document);
    const isBestOfSession = session >= 0 && fused > (bestWorth[session] ?? 0);
    // Cheapest first: most documents are no match for the worst of the best.
    if (fused <= top.floor() && !isBestOfSession) continue;
    if (!fusion.isKnown(document) || !fusion.admits(document)) continue;
    const candidate = { document, fused };
    if (isBestOfSession) {
      bestWorth[session] = fused;
      bestOfSession.set(session, candidate);
    }
    if (fused > top.floor()) top.add(candidate);
  }
  return { pool: top.list, bestOfSession };
}

/** The weighted sum over the lanes, each divided by its best score. */
function fusedScore(
  index: OwnerIndex,
  scores: LaneScores,
  { weights, lanes, isKnown }: Fusion,
): (document: number) => number {
  // A hidden document must not be the measure of those that are shown.
  const known = scores.touched.filter((document) => isKnown(document));
  const lexical = perBestOf(scores.lexical, known);
  const context = weights.context * perBestOf(scores.context, known);
  const session = weights.session * perBest(scores.session);
  const others = lanes.map((lane) => ({ ...lane, factor: lane.weight * perBest(lane.scores) }));
  return (document) => {
    const beside = Math.max(
      scores.lexical[intAt(index.previous, document)] ?? 0,
      scores.lexical[intAt(index.next, document)] ?? 0,
    );
    let fused =
      weights.lexical * lexical * (scores.lexical[document] ?? 0) +
      context * (scores.context[document] ?? 0) +
      session * (scores.session[intAt(index.sessionOf, document)] ?? 0) +
      weights.neighbour * lexical * beside;
    for (const other of others) fused += other.factor * (other.scores[document] ?? 0);
    return fused;
  };
}

function* touchedBy(
  index: OwnerIndex,
  scores: LaneScores,
  lanes: readonly DocumentLane[],
): Generator<number> {
  if (lanes.length === 0) {
    yield* scores.touched;
    return;
  }
  const seen = new Uint8Array(index.documents.length);
  for (const touched of [scores.touched, ...lanes.map((lane) => lane.touched)]) {
    for (const document of touched) {
      if (seen[document] === 1) continue;
      seen[document] = 1;
      yield document;
    }
  }
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

/** What a score is multiplied with so that the best one counts 1; 0 when there is none. */
function perBest(scores: Float64Array): number {
  let best = 0;
  for (const score of scores) if (score > best) best = score;
  return best === 0 ? 0 : 1 / best;
}

/** The same, of the scores at these places. */
function perBestOf(scores: Float64Array, places: readonly number[]): number {
  let best = 0;
  for (const place of places) {
    const score = scores[place] ?? 0;
    if (score > best) best = score;
  }
  return best === 0 ? 0 : 1 / best;
}
