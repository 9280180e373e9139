/** Numbers from 0 up to (not including) `below`; the same ones for the same seed. */
export type SeededRandom = (below: number) => number;

/** Mulberry32: enough for tests, and the same on every machine. */
export function createRandom(seed: number): SeededRandom {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** One of them. */
export function pick<T>(random: SeededRandom, values: readonly T[]): T | undefined {
  return values[random(values.length)];
}
