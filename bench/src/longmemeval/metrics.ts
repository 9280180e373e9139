/** 1 when all that is wanted is among the first k, else 0. */
export function recallAll(wanted: readonly string[], ranked: readonly string[], k: number): number {
  const first = new Set(ranked.slice(0, k));
  return wanted.every((id) => first.has(id)) ? 1 : 0;
}

/**
 * Normalised discounted cumulative gain with relevance 0 or 1: the gain of place i (from 1) is
 * 1 / log2(i + 1), divided by what the best order would have (Järvelin and Kekäläinen, 2002).
 */
export function ndcg(wanted: readonly string[], ranked: readonly string[], k: number): number {
  const relevant = new Set(wanted);
  const gain = (place: number): number => 1 / Math.log2(place + 2);
  const got = ranked
    .slice(0, k)
    .reduce((sum, id, place) => sum + (relevant.has(id) ? gain(place) : 0), 0);
  const best = Array.from({ length: Math.min(k, relevant.size) }, (_, place) => gain(place));
  const ideal = best.reduce((sum, value) => sum + value, 0);
  return ideal === 0 ? 0 : got / ideal;
}
