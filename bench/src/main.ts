// `npm run bench`: prints the measures of the specification, each with its bar beside it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { benchChinese } from './chinese/bench.ts';
import { benchExtraction } from './extraction/bench.ts';
import { benchGrowth } from './growth/bench.ts';
import type { GrowthOptions } from './growth/bench.ts';
import { benchInstall } from './install.ts';
import { benchLatency } from './latency.ts';
import { benchLeak } from './leak/bench.ts';
import { benchAblation } from './locomo/ablation.ts';
import { benchLocomo } from './locomo/bench.ts';
import { benchLongMemEval } from './longmemeval/bench.ts';
import { benchPostgres } from './postgres.ts';
import { benchPrecision } from './precision/bench.ts';
import { benchSoak } from './soak/bench.ts';
import { benchStart } from './start.ts';
import { benchTurn } from './turn/bench.ts';
import { benchVectors } from './vectors/bench.ts';

const usage = `Usage: npm run bench -- [--only PART,PART...] [--locomo PATH]
       [--longmemeval PATH] [--million] [--svg PATH] [--minutes N]

  --only     of locomo, ablation, precision, chinese, extraction, latency, vectors, postgres, growth,
             longmemeval, start, install, turn, leak and soak, the parts to run; all but ablation, postgres,
             growth, longmemeval, leak and soak when absent. postgres takes the empty database that DATABASE_URL
             names, or the server that npm run test:system installs.
  --locomo   the LoCoMo data (a JSON array of samples), which is not part of this repository:
             its licence, CC BY-NC 4.0, forbids that. Also LOCOMO_PATH in the environment.
  --longmemeval  the LongMemEval data (longmemeval_s.json or the like), for the part of that name.
  --million  growth goes on from 100,000 to 1,000,000 rows; takes minutes.
  --svg      where growth writes its plot (docs/design/growth.svg is the one in the repository).
  --minutes  how long the soak lasts; 1 when absent.
`;

/** Where the data lies beside a checkout, when no path is given. */
const besideCheckout = path.resolve(import.meta.dirname, '../../../shared/data/locomo-dev.json');

interface Inputs extends GrowthOptions {
  readonly locomoPath: string;
  readonly longMemEvalPath: string;
  readonly soakMinutes: number;
  readonly databaseUrl: string | undefined;
}

interface Part {
  readonly name: string;
  /** Whether it runs when nobody names parts. */
  readonly isUsual: boolean;
  /** The file without which it cannot run. */
  readonly needs?: (inputs: Inputs) => string;
  readonly run: (inputs: Inputs) => Promise<void>;
}

const needsLocomo = ({ locomoPath }: Inputs): string => locomoPath;

const parts: readonly Part[] = [
  {
    name: 'locomo',
    isUsual: true,
    needs: needsLocomo,
    run: ({ locomoPath }) => benchLocomo(locomoPath),
  },
  {
    name: 'ablation',
    isUsual: false,
    needs: needsLocomo,
    run: ({ locomoPath }) => benchAblation(locomoPath),
  },
  {
    name: 'precision',
    isUsual: true,
    needs: needsLocomo,
    run: ({ locomoPath }) => benchPrecision(locomoPath),
  },
  { name: 'chinese', isUsual: true, run: benchChinese },
  { name: 'extraction', isUsual: true, run: benchExtraction },
  { name: 'latency', isUsual: true, run: benchLatency },
  { name: 'vectors', isUsual: true, run: benchVectors },
  { name: 'postgres', isUsual: false, run: ({ databaseUrl }) => benchPostgres(databaseUrl) },
  { name: 'growth', isUsual: false, run: benchGrowth },
  {
    name: 'longmemeval',
    isUsual: false,
    needs: ({ longMemEvalPath }) => longMemEvalPath,
    run: ({ longMemEvalPath }) => benchLongMemEval(longMemEvalPath),
  },
  { name: 'start', isUsual: true, run: benchStart },
  { name: 'install', isUsual: true, run: benchInstall },
  { name: 'turn', isUsual: true, run: benchTurn },
  { name: 'leak', isUsual: false, run: benchLeak },
  { name: 'soak', isUsual: false, run: ({ soakMinutes }) => benchSoak(soakMinutes) },
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      locomo: { type: 'string' },
      longmemeval: { type: 'string', default: '' },
      million: { type: 'boolean', default: false },
      svg: { type: 'string' },
      minutes: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const only =
    values.only?.split(',') ?? parts.filter(({ isUsual }) => isUsual).map(({ name }) => name);
  const unknown = only.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`No such part: ${unknown.join(', ')}\n\n${usage}`);
    return 2;
  }
  return runParts(
    parts.filter(({ name }) => only.includes(name)),
    {
      locomoPath: values.locomo ?? process.env['LOCOMO_PATH'] ?? besideCheckout,
      longMemEvalPath: values.longmemeval,
      toMillion: values.million,
      svgPath: values.svg,
      soakMinutes: Number(values.minutes),
      databaseUrl: process.env['DATABASE_URL'],
    },
  );
}

/** Runs them in order; 1 when one had no data. */
async function runParts(chosen: readonly Part[], inputs: Inputs): Promise<number> {
  let exitCode = 0;
  for (const { name, needs, run } of chosen) {
    const missing = needs?.(inputs);
    if (missing === undefined || existsSync(missing)) {
      await run(inputs);
    } else {
      const option = needs === needsLocomo ? '--locomo' : `--${name}`;
      process.stdout.write(`\n${name}: no data at "${missing}"; give its path with ${option}.\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

process.exitCode = await main();
