/** A growing list of 32-bit integers in one typed array: 4 bytes an item. */
export interface IntList {
  /** The backing array; only the first `length` items count. Replaced when the list grows. */
  items: Int32Array;
  length: number;
}

export function createIntList(capacity = 4): IntList {
  return { items: new Int32Array(capacity), length: 0 };
}

export function pushInt(list: IntList, value: number): void {
  if (list.length === list.items.length) {
    const grown = new Int32Array(Math.max(4, list.length * 2));
    grown.set(list.items);
    list.items = grown;
  }
  list.items[list.length] = value;
  list.length += 1;
}

export function intAt(list: IntList, index: number): number {
  return index < list.length ? (list.items[index] ?? -1) : -1;
}
