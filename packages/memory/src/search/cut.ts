import type { Candidate } from './fuse.ts';

/** Where an answer ends. */
export interface CutOptions {
  /** Hits that are worth less than this share of the best one are cut. */
  readonly share: number;
  /** A hit that falls so far (of the best one's worth) behind the one before it ends the answer... */
  readonly fall: number;
  /** ...when the best one covers this share of the question: it might stand out and say little... */
  readonly fallCoverage: number;
  /** ...and the hit that falls covers less than this share of what the best one does. */
  readonly behind: number;
}

export const defaultCut: CutOptions = { share: 0.45, fall: 0.35, fallCoverage: 0.7, behind: 0.6 };

export interface Cut {
  /** What is in, in the same order. */
  readonly kept: readonly Candidate[];
  /** Whether it stands so far above the rest that it is the whole answer. */
  readonly isWhole: boolean;
}

/** Cuts candidates, best first. What follows a hit that is in may be the answer to it. */
export function cutCandidates(
  found: readonly Candidate[],
  about: {
    readonly coverageOf: (document: number) => number;
    /** Whether a document is the next message after another. */
    readonly follows: (document: number, other: number) => boolean;
  },
  options: CutOptions,
): Cut {
  const [first] = found;
  if (first === undefined) return { kept: [], isWhole: false };
  const covered = about.coverageOf(first.document);
  const worthy = found.filter(({ fused }) => fused >= first.fused * options.share);
  const isFall = ({ document, fused }: Candidate, place: number): boolean => {
    const before = found[place - 1]?.fused ?? fused;
    const isSteep = before - fused > first.fused * options.fall;
    return isSteep && about.coverageOf(document) < covered * options.behind;
  };
  const fall = covered < options.fallCoverage ? -1 : found.findIndex(isFall);
  if (fall < 0) return { kept: worthy, isWhole: false };
  const head = worthy.slice(0, fall);
  const answers = worthy
    .slice(fall)
    .filter(({ document }) => head.some((hit) => about.follows(document, hit.document)));
  return { kept: [...head, ...answers], isWhole: true };
}
