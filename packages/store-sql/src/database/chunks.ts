/** So many rows are inserted by one statement: few texts to keep prepared, few steps for a large change. */
const chunkSize = 32;

/** Of items with the same key only the last, in the order of the last ones: one statement writes a row once. */
export function lastOfEach<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const lasts = new Map<string, T>();
  for (const item of items) {
    lasts.delete(keyOf(item));
    lasts.set(keyOf(item), item);
  }
  return [...lasts.values()];
}

/** Chunks in which no key is twice: rows of one key are written one statement after the other. */
export function distinctChunksOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  let keys = new Set<string>();
  for (const item of items) {
    const last = chunks.at(-1);
    if (last === undefined || last.length === chunkSize || keys.has(keyOf(item))) {
      chunks.push([item]);
      keys = new Set();
    } else last.push(item);
    keys.add(keyOf(item));
  }
  return chunks;
}

export function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += chunkSize) {
    chunks.push(items.slice(start, start + chunkSize));
  }
  return chunks;
}
