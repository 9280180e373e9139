import type { SearchTraceBody } from '@homarus/protocol';

import type { Texts } from '../texts/index.ts';
import type { ShownHit } from './found.ts';

/** Why a hit is among the results: its id, its place in each lane, and where it was learned from. */
export function whyLines(
  { id, lanes, sourceMessageIds }: ShownHit,
  texts: Texts['search'],
): readonly string[] {
  const places = lanes.map(({ lane, rank, score }) => texts.lane(lane, rank, score));
  // A message is its own source.
  const from = sourceMessageIds.filter((source) => source !== id);
  const sources = from.length === 0 ? [] : [texts.source(from.join(', '))];
  return [id, places.join(', '), ...sources].map((line) => `      ${line}`);
}

/** What the search made of the question. */
export function traceLines(
  { terms, candidates, dropped, vector }: SearchTraceBody,
  texts: Texts['search'],
): readonly string[] {
  const weighted = terms.map(({ term, weight }) => `${term} ${weight.toFixed(2)}`);
  const losses = Object.entries(dropped).filter(([, count]) => count > 0);
  return [
    '',
    texts.terms(weighted.join(', ')),
    texts.candidates(candidates, losses.map(([step, count]) => `${step} ${count}`).join(', ')),
    vectorLine(vector, texts),
  ];
}

function vectorLine(vector: SearchTraceBody['vector'], texts: Texts['search']): string {
  if (vector === undefined) return texts.noVectors;
  return vector.status === 'used'
    ? texts.vectors(vector.model, vector.confidence)
    : texts.vectorsSkipped(vector.reason);
}
