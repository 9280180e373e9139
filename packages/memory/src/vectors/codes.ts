/** A vector at length 1, so that the product of two is their cosine; zeros stay zeros. */
export function toUnit(values: readonly number[] | Float32Array): Float32Array {
  const vector = Float32Array.from(values);
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) return vector;
  const scale = 1 / Math.sqrt(sum);
  for (const [index, value] of vector.entries()) vector[index] = value * scale;
  return vector;
}

/** Elements of a code: a multiple of four, which the scan reads at a time. */
export function codeLength(dimensions: number): number {
  return Math.ceil(dimensions / 128) * 4;
}

/** One bit a dimension: whether it is above 0. The cosine of two vectors shows in how many bits differ. */
export function toCode(vector: Float32Array): Int32Array {
  const code = new Int32Array(codeLength(vector.length));
  for (const [index, value] of vector.entries()) {
    if (value > 0) code[index >>> 5] = (code[index >>> 5] ?? 0) | (1 << (index & 31));
  }
  return code;
}

/** Two sums at a time: an addition need not wait for the one before it. */
export function dot(a: Float32Array, b: Float32Array): number {
  let even = 0;
  let odd = 0;
  const last = a.length - 1;
  for (let index = 0; index < last; index += 2) {
    even += (a[index] ?? 0) * (b[index] ?? 0);
    odd += (a[index + 1] ?? 0) * (b[index + 1] ?? 0);
  }
  if (last % 2 === 0) even += (a[last] ?? 0) * (b[last] ?? 0);
  return even + odd;
}

/** Codes that follow each other in one array, `width` elements each. */
export interface CodeList {
  readonly codes: Int32Array;
  readonly count: number;
  readonly width: number;
}

/**
 * The number of bits in which each code differs from the query's, into `distances`. Four words are
 * counted at once, their sums kept in the bytes of one (Warren, Hacker's Delight, 5-1).
 */
export function scanCodes(
  { codes, count, width }: CodeList,
  query: Int32Array,
  distances: Uint16Array,
): void {
  for (let item = 0, at = 0; item < count; item += 1) {
    let distance = 0;
    for (let word = 0; word < width; word += 4, at += 4) {
      distance += countFour(
        pairs((codes[at] ?? 0) ^ (query[word] ?? 0)) +
          pairs((codes[at + 1] ?? 0) ^ (query[word + 1] ?? 0)),
        pairs((codes[at + 2] ?? 0) ^ (query[word + 2] ?? 0)) +
          pairs((codes[at + 3] ?? 0) ^ (query[word + 3] ?? 0)),
      );
    }
    distances[item] = distance;
  }
}

/** How many bits each group of four has. */
function pairs(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  return (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
}

function countFour(a: number, b: number): number {
  const bytes =
    (a & 0x0f0f0f0f) + ((a >>> 4) & 0x0f0f0f0f) + (b & 0x0f0f0f0f) + ((b >>> 4) & 0x0f0f0f0f);
  return Math.imul(bytes, 0x01010101) >>> 24;
}
