/** Where rows of different heights stand below each other. */
export interface RowLayout {
  readonly count: number;
  /** Pixels of all rows together. */
  readonly total: number;
  /** Pixels above a row; of `count`: the total. */
  topOf(index: number): number;
  /** The row at this many pixels from the top; the nearest one outside of all. */
  rowAt(top: number): number;
}

export function layoutRows(count: number, heightOf: (index: number) => number): RowLayout {
  const tops = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    tops[index + 1] = (tops[index] ?? 0) + heightOf(index);
  }
  const topOf = (index: number): number => tops[Math.min(Math.max(index, 0), count)] ?? 0;
  return {
    count,
    total: topOf(count),
    topOf,
    rowAt(top) {
      let [low, high] = [0, Math.max(0, count - 1)];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (topOf(middle) <= top) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/** From `first` to before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The rows that can be seen between two heights. */
export function rowsBetween(layout: RowLayout, top: number, bottom: number): RowRange {
  if (layout.count === 0) return { first: 0, end: 0 };
  return { first: layout.rowAt(top), end: layout.rowAt(bottom) + 1 };
}
