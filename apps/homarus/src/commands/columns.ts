import { displayWidth } from './rows.ts';

/** Rows whose cells stand under each other; the last cell of a row is not padded. */
export function columns(table: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of table) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    }
  }
  return table.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** `2026-11-21 08:30`, in the time zone of the person. */
export function minuteOf(instant: number): string {
  return new Date(instant).toLocaleString('sv-SE').slice(0, 16);
}
