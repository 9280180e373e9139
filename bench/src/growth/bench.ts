import { stat, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { systemClock } from '@homarus/base';
import { createSearch } from '@homarus/memory';

import { madeUpMessages, madeUpQuestions } from '../corpus.ts';
import { benchScope, openMemoryFixture } from '../memory-fixture.ts';
import type { MemoryFixture } from '../memory-fixture.ts';
import { percentile, printHeading, printRow } from '../report.ts';
import { growthPlot } from './plot.ts';
import type { GrowthPoint } from './plot.ts';

const sizes = [1_000, 3_000, 10_000, 30_000, 100_000] as const;
const million = 1_000_000;
const batchLength = 200;
const turns = 100;
const searches = 100;
const userId = 'u-growth';
/** What the specification asks for at a size. */
const searchBars: Readonly<Record<number, number>> = { 10_000: 5, 100_000: 20 };

export interface GrowthOptions {
  /** Goes on to 1,000,000 rows; takes minutes. */
  readonly toMillion: boolean;
  /** Where to write the plot; not written when absent. */
  readonly svgPath: string | undefined;
}

/** How the cost of writing and searching grows with the rows of one owner, SQLite on disk. */
export async function benchGrowth({ toMillion, svgPath }: GrowthOptions): Promise<void> {
  printHeading('Growth: one owner, messages in conversations of 200, SQLite on disk');
  await using fixture = await openMemoryFixture();
  const points: GrowthPoint[] = [];
  let stored = 0;
  for (const rows of toMillion ? [...sizes, million] : sizes) {
    await fill(fixture, stored, rows);
    stored = rows;
    const point = await measure(fixture, rows);
    points.push(point);
    print(point);
  }
  if (svgPath === undefined) return;
  await writeFile(svgPath, growthPlot(points));
  process.stdout.write(`The plot is in ${svgPath}\n`);
}

async function fill({ memory }: MemoryFixture, from: number, to: number): Promise<void> {
  const messages = madeUpMessages(to - from, from + 1);
  for (let start = 0; start < messages.length; start += batchLength) {
    const scope = benchScope(userId, `session-${from}-${start}`);
    await memory.ingest(scope, messages.slice(start, start + batchLength));
  }
}

async function measure(fixture: MemoryFixture, rows: number): Promise<GrowthPoint> {
  const writes = await timeWrites(fixture, rows);
  const { search } = createSearch({ store: fixture.store, clock: systemClock });
  const scope = benchScope(userId, 'asking');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [firstSearch = 0] = await timeEach(['warm up'], (question) => search(scope, question));
  delay.disable();
  const found = await timeEach(madeUpQuestions(searches, rows), (asked) => search(scope, asked));
  const sizesOnDisk = await Promise.all(['', '-wal'].map((end) => stat(`${fixture.file}${end}`)));
  const bytes = sizesOnDisk.reduce((sum, { size }) => sum + size, 0);
  return {
    rows,
    writeP50: percentile(writes, 50),
    writeP95: percentile(writes, 95),
    firstSearch,
    longestPause: delay.max / 1e6,
    searchP50: percentile(found, 50),
    searchP95: percentile(found, 95),
    bytesPerRow: bytes / rows,
  };
}

async function timeWrites({ memory }: MemoryFixture, rows: number): Promise<readonly number[]> {
  const messages = madeUpMessages(turns * 2, rows);
  const numbers = Array.from({ length: turns }, (_, turn) => turn);
  return timeEach(numbers, (turn) =>
    memory.afterTurn(benchScope(userId, `writing-${rows}-${turn % 10}`), {
      turnId: `turn-${rows}-${turn}`,
      messages: messages.slice(turn * 2, turn * 2 + 2),
    }),
  );
}

async function timeEach<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const item of items) {
    const startedAt = performance.now();
    await work(item);
    times.push(performance.now() - startedAt);
  }
  return times;
}

function print(point: GrowthPoint): void {
  const { rows, writeP50, writeP95, firstSearch, longestPause, searchP50, searchP95, bytesPerRow } =
    point;
  const at = `${rows.toLocaleString('en')} rows:`;
  const bar = searchBars[rows];
  printRow({
    measure: `${at} acknowledged turn p95`,
    figure: writeP95,
    unit: 'ms',
    bar: { at: 'most', value: 5 },
    note: `p50 ${writeP50.toFixed(2)}`,
  });
  printRow({
    measure: `${at} search p95 (no vectors)`,
    figure: searchP95,
    unit: 'ms',
    ...(bar === undefined ? {} : { bar: { at: 'most', value: bar } }),
    note: `p50 ${searchP50.toFixed(2)}`,
  });
  printRow({ measure: `${at} first search (loads the index)`, figure: firstSearch, unit: 'ms' });
  printRow({ measure: `${at} others wait meanwhile, at most`, figure: longestPause, unit: 'ms' });
  printRow({
    measure: `${at} database and its log, bytes a row`,
    figure: Math.round(bytesPerRow),
    unit: 'B',
  });
}
