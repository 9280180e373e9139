import type { Nearest } from '../vectors/nearest.ts';
import type { DocumentLane } from './document-lane.ts';
import type { OwnerIndex } from './owner-index.ts';

/** What the vector lane says of a question. */
export interface VectorScores {
  /** By document number, 0..1: how far it stands out; 1 for the one that does most. */
  readonly byDocument: Float64Array;
  /** The documents that have a score. */
  readonly documents: readonly number[];
  /** 0..1: whether the best one stands out from what chance brings near. The lane counts by so much. */
  readonly confidence: number;
}

export const noVectorScores: VectorScores = {
  byDocument: new Float64Array(0),
  documents: [],
  confidence: 0,
};

/** Deviations above the middle from which on a vector has a score. */
const scoredFrom = 2;
/** The lane is fully believed when its best is so many deviations above the best that chance would bring. */
const sureAbove = 2;

/**
 * Scores by how far a cosine stands out from those of all the owner's vectors, in deviations:
 * models differ in what a cosine means, and most of them find everything alike. Of n random vectors the
 * best is expected at sqrt(2 ln n) deviations; a lane whose best is no better says nothing.
 */
export function toVectorScores(
  index: OwnerIndex,
  { near, middle, deviation }: Nearest,
  count: number,
): VectorScores {
  const standOut = (cosine: number): number => (cosine - middle) / deviation;
  const best = standOut(near[0]?.cosine ?? middle);
  const byChance = Math.sqrt(2 * Math.log(Math.max(2, count)));
  const confidence = Math.min(1, Math.max(0, (best - byChance) / sureAbove));
  if (confidence === 0) return noVectorScores;
  const byDocument = new Float64Array(index.documents.length);
  const documents: number[] = [];
  for (const { key, cosine } of near) {
    const document = index.numberOf(key);
    const score = (standOut(cosine) - scoredFrom) / (best - scoredFrom);
    if (document === undefined || score <= 0) continue;
    byDocument[document] = score;
    documents.push(document);
  }
  return { byDocument, documents, confidence };
}

/** The lane as the fusion takes it; undefined when it says nothing. */
export function toVectorLane(
  { byDocument, documents, confidence }: VectorScores,
  weight: number,
): DocumentLane | undefined {
  if (documents.length === 0) return undefined;
  return { lane: 'vector', scores: byDocument, touched: documents, weight: weight * confidence };
}

/** Vectors answer a question alone when their lane is so sure of its best. */
const minVectorConfidence = 0.5;
/** What the best vector is worth as an answer: never beyond doubt without the question's words. */
const maxVectorCoverage = 0.85;

export function isSure({ confidence }: VectorScores): boolean {
  return confidence >= minVectorConfidence;
}

/** A vector that stands out covers the question too, by how sure its lane is. */
export function withVectors(
  coverageOf: (document: number) => number,
  vector: VectorScores,
): (document: number) => number {
  if (!isSure(vector)) return coverageOf;
  const { byDocument, confidence } = vector;
  return (document) =>
    Math.max(coverageOf(document), maxVectorCoverage * confidence * (byDocument[document] ?? 0));
}
