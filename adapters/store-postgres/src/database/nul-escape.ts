/**
 * PostgreSQL's texts cannot hold U+0000. A character of the private use area stands before what stands
 * for it, so that every text comes back as it was:
 * - U+0000 is kept as U+E000 U+0030;
 * - U+E000 itself is kept as U+E000 U+0031.
 * JSON columns need none of it: JSON writes U+0000 as six plain characters.
 */
const mark = '\uE000';

export function escapeNul(text: string): string {
  if (!text.includes('\0') && !text.includes(mark)) return text;
  return text.replaceAll(mark, `${mark}1`).replaceAll('\0', `${mark}0`);
}

export function unescapeNul(text: string): string {
  if (!text.includes(mark)) return text;
  return text.replaceAll(`${mark}0`, '\0').replaceAll(`${mark}1`, mark);
}

/** The parameter as the database takes it. Strings in arrays are escaped too. */
export function toParameter(value: unknown): unknown {
  if (typeof value === 'string') return escapeNul(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length);
  return Array.isArray(value) ? value.map(toParameter) : value;
}

/** The row with its texts as they were written. */
export function fromRow(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string' && value.includes(mark)) {
      Object.assign(row, { [name]: unescapeNul(value) });
    }
  }
  return row;
}
