import type { Scope } from '../scope.ts';
import type { VectorStore } from '../ports/vector-store.ts';
import { dot, scanCodes, toCode } from './codes.ts';
import type { OwnerCodes } from './code-cache.ts';

/** How many of the nearest codes are scored exactly, from their rows. */
export const rescored = 64;

export interface Near {
  readonly key: string;
  /** Exact. */
  readonly cosine: number;
}

export interface Nearest {
  /** Best first. */
  readonly near: readonly Near[];
  /** Of the cosines of all the owner's vectors to the query. */
  readonly middle: number;
  readonly deviation: number;
}

export interface NearestRequest {
  readonly vectors: VectorStore;
  readonly scope: Scope;
  readonly spaceId: string;
  readonly query: Float32Array;
  readonly admits: (key: string) => boolean;
}

/** The vectors nearest to the query: the best by their codes, scored exactly and ordered by that. */
export async function findNearest(codes: OwnerCodes, request: NearestRequest): Promise<Nearest> {
  const { vectors, scope, spaceId, query, admits } = request;
  scanCodes(codes, toCode(query), codes.distances);
  const keys = chooseNearest(codes, admits);
  const spread = spreadOf(codes.sample, query);
  const rows = keys.length === 0 ? [] : await vectors.find(scope, { spaceId, keys });
  const near = rows
    .map(({ key, vector }) => ({ key, cosine: dot(query, vector) }))
    .toSorted((a, b) => b.cosine - a.cosine);
  return { near, ...spread };
}

/** The admitted keys with the smallest distances, at most {@link rescored}. */
function chooseNearest(
  { count, width, keys, distances }: OwnerCodes,
  admits: (key: string) => boolean,
): readonly string[] {
  const counts = countDistances(distances, count, width * 32 + 1);
  // Filters may refuse most of the nearest ones: the circle is widened until enough are in.
  for (let wanted = rescored; ; wanted *= 4) {
    const radius = radiusFor(counts, wanted);
    const inside: number[] = [];
    for (let item = 0; item < count; item += 1) {
      if ((distances[item] ?? 0) <= radius && admits(keys[item] ?? '')) inside.push(item);
    }
    if (inside.length >= rescored || wanted >= count) {
      return inside
        .toSorted((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0))
        .slice(0, rescored)
        .map((item) => keys[item] ?? '');
    }
  }
}

function countDistances(distances: Uint16Array, count: number, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let item = 0; item < count; item += 1) {
    const distance = distances[item] ?? 0;
    counts[distance] = (counts[distance] ?? 0) + 1;
  }
  return counts;
}

/** The smallest distance within which at least `wanted` are; the largest one when there are fewer. */
function radiusFor(counts: Uint32Array, wanted: number): number {
  let inside = 0;
  for (let distance = 0; distance < counts.length; distance += 1) {
    inside += counts[distance] ?? 0;
    if (inside >= wanted) return distance;
  }
  return counts.length;
}

/**
 * The middle of the cosines to the owner's vectors and how they spread, from a sample. Median and the
 * distance to the 16th percentile, one deviation below it where they are spread evenly: what answers the
 * question lies on the other side and does not move either.
 */
function spreadOf(sample: readonly Float32Array[], query: Float32Array) {
  const cosines = sample.map((vector) => dot(query, vector)).toSorted((a, b) => a - b);
  const at = (share: number): number => cosines[Math.floor((cosines.length - 1) * share)] ?? 0;
  const middle = at(0.5);
  // So few or so equal vectors that they do not spread at all are no reason to believe anything.
  const least = 0.5 / Math.sqrt(query.length);
  return { middle, deviation: Math.max(middle - at(0.16), least) };
}
