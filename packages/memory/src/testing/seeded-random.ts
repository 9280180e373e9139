/** A small generator of numbers in [0, 1) (mulberry32), so that a failing run can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to `end`, exclusive. */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end);
}

/** One of a list that is not empty. */
export function pickOne<T>(random: () => number, list: readonly T[]): T {
  const picked = list[below(random, list.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}
