import type { Candidate } from './fuse.ts';

/** How a long answer reaches conversations that its best hits do not come from. */
export interface SessionSpread {
  /** The first hits stay as they are; after them, conversations not yet seen come first. 0: no spread. */
  readonly after: number;
  /** What the conversation's own score counts beside that of its best message, when they are put in order. */
  readonly sessionWeight: number;
  /** Conversations that the answer reaches with the ones added, when there are so many. */
  readonly reach: number;
}

export const defaultSessionSpread: SessionSpread = { after: 12, sessionWeight: 1, reach: 10 };

/**
 * The candidates with, after the first ones, the best of each conversation that none of them is from:
 * what a question is about is often told over several conversations, and the best hits crowd in one.
 */
export function spreadSessions(
  candidates: readonly Candidate[],
  bestOfSession: ReadonlyMap<number, Candidate>,
  options: {
    readonly sessionOf: (document: number) => number;
    readonly sessionScores: Float64Array;
    readonly spread: SessionSpread;
  },
): readonly Candidate[] {
  const { sessionOf, sessionScores, spread } = options;
  const head = candidates.slice(0, spread.after);
  if (spread.after === 0 || head.length < spread.after) return candidates;
  const seen = new Set(head.map(({ document }) => sessionOf(document)));
  const worthOf = sessionWorth(bestOfSession, sessionScores, spread.sessionWeight);
  const ranked = Array.from(bestOfSession, ([session, candidate]) => ({
    session,
    candidate,
    worth: worthOf(session, candidate),
  })).sort((a, b) => b.worth - a.worth);
  const unseen = ranked.filter(({ session }) => !seen.has(session));
  const missing = Math.max(0, spread.reach - seen.size);
  const spreadOut = unseen.slice(0, missing).map(({ candidate }) => candidate);
  const taken = new Set(spreadOut.map(({ document }) => document));
  const rest = candidates.slice(spread.after).filter(({ document }) => !taken.has(document));
  return [...head, ...spreadOut, ...rest];
}

function sessionWorth(
  bestOfSession: ReadonlyMap<number, Candidate>,
  sessionScores: Float64Array,
  sessionWeight: number,
): (session: number, candidate: Candidate) => number {
  const bestFused = Math.max(
    Number.MIN_VALUE,
    ...Array.from(bestOfSession.values(), ({ fused }) => fused),
  );
  let bestSession = Number.MIN_VALUE;
  for (const score of sessionScores) if (score > bestSession) bestSession = score;
  return (session, { fused }) =>
    fused / bestFused + (sessionWeight * (sessionScores[session] ?? 0)) / bestSession;
}
