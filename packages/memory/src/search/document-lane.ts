import type { SearchLane } from '../service.ts';

/** What one way of looking found: a score for each document of the index, 0 for most. */
export interface DocumentLane {
  readonly lane: SearchLane;
  /** What its best document is worth in the fused score, beside 1 for the lexical lane. */
  readonly weight: number;
  /** By document number; of any scale, since each lane is divided by its best score. */
  readonly scores: Float64Array;
  /** The documents with a score, each once. */
  readonly touched: readonly number[];
}

/** A lane from the scores of the documents that it found. */
export function toDocumentLane(
  size: number,
  fields: Pick<DocumentLane, 'lane' | 'weight'> & { readonly found: ReadonlyMap<number, number> },
): DocumentLane {
  const { lane, weight, found } = fields;
  const scores = new Float64Array(size);
  for (const [document, score] of found) scores[document] = score;
  return { lane, weight, scores, touched: [...found.keys()] };
}
