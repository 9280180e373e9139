import type { Candidate } from './fuse.ts';

/** How a long answer reaches conversations that its best hits do not come from. */
export interface SessionSpread {
  /** The first hits stay as they are; after them, conversations not yet seen come first. 0: no spread. */
  readonly after: number;
  /** Conversations that the answer reaches with the ones added, when there are so many. */
  readonly reach: number;
  /** One is reached for a message that is worth this share of the best hit. */
  readonly cut: number;
  /** What comes after the first hits, and from conversations already seen, is worth this share at least. */
  readonly tailCut: number;
}

export const defaultSessionSpread: SessionSpread = {
  after: 12,
  reach: 10,
  cut: 0.15,
  tailCut: 0.6,
};

/**
 * The candidates with, after the first ones, the best of each conversation that none of them is from:
 * what a question is about is often told over several conversations, and the best hits crowd in one.
 */
export function spreadSessions(
  candidates: readonly Candidate[],
  bestOfSession: ReadonlyMap<number, Candidate>,
  options: {
    readonly sessionOf: (document: number) => number;
    readonly spread: SessionSpread;
  },
): readonly Candidate[] {
  const { sessionOf, spread } = options;
  const best = candidates[0]?.fused ?? 0;
  if (spread.after === 0 || best === 0) return candidates;
  const head = candidates.slice(0, spread.after);
  const seen = new Set(head.map(({ document }) => sessionOf(document)));
  const missing = Math.max(0, spread.reach - seen.size);
  const spreadOut = missing === 0 ? [] : bestUnseen().slice(0, missing);
  const taken = new Set(spreadOut.map(({ document }) => document));
  const tail = candidates
    .slice(spread.after)
    .filter(({ document, fused }) => !taken.has(document) && fused >= best * spread.tailCut);
  return [...head, ...spreadOut, ...tail];

  function bestUnseen(): readonly Candidate[] {
    const unseen: Candidate[] = [];
    for (const [session, candidate] of bestOfSession) {
      if (!seen.has(session) && candidate.fused >= best * spread.cut) unseen.push(candidate);
    }
    return unseen.sort((a, b) => b.fused - a.fused || b.document - a.document);
  }
}
