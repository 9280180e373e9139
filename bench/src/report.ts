/** A bar: what a figure must reach. */
export interface Bar {
  readonly at: 'least' | 'most';
  readonly value: number;
}

export interface Row {
  readonly measure: string;
  readonly figure: number;
  readonly unit: string;
  /** Absent where the figure is printed to be read beside another. */
  readonly bar?: Bar;
  readonly note?: string;
}

/** Prints one measure at once, so that a long run shows its progress: figure, bar, and whether it is met. */
export function printRow({ measure, figure, unit, bar, note = '' }: Row): void {
  const shown = `${format(figure)}${unit === '' ? '' : ` ${unit}`}`;
  const wanted = bar === undefined ? '' : `${bar.at} ${format(bar.value)}`;
  const verdict = bar === undefined ? '' : isMet(figure, bar) ? 'met' : 'MISSED';
  process.stdout.write(
    `${measure.padEnd(58)} ${shown.padStart(12)}  ${wanted.padEnd(12)} ${verdict.padEnd(7)} ${note}`.trimEnd() +
      '\n',
  );
}

export function printHeading(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function isMet(figure: number, bar: Bar): boolean {
  return bar.at === 'least' ? figure >= bar.value : figure <= bar.value;
}

function format(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 10 ? value.toFixed(3) : value.toFixed(1);
}

/** The p-th percentile (0..100) by the nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
