// `npm run bench`: prints the measures of the specification, each with its bar beside it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { benchChinese } from './chinese/bench.ts';
import { benchExtraction } from './extraction/bench.ts';
import { benchGrowth } from './growth/bench.ts';
import { benchLatency } from './latency.ts';
import { benchAblation } from './locomo/ablation.ts';
import { benchLocomo } from './locomo/bench.ts';
import { benchPrecision } from './precision/bench.ts';
import { benchSoak } from './soak.ts';
import { benchStart } from './start.ts';

const usage = `Usage: npm run bench -- [--only locomo,ablation,precision,chinese,extraction,latency,growth,start,soak]
       [--locomo PATH] [--million] [--svg PATH] [--minutes N]

  --only     the parts to run, separated by commas; all but ablation, growth and soak when absent
  --locomo   the LoCoMo data (a JSON array of samples), which is not part of this repository:
             its licence, CC BY-NC 4.0, forbids that. Also LOCOMO_PATH in the environment.
  --million  growth goes on from 100,000 to 1,000,000 rows; takes minutes.
  --svg      where growth writes its plot (docs/design/growth.svg is the one in the repository).
  --minutes  how long the soak lasts; 1 when absent.
`;

const parts = [
  'locomo',
  'ablation',
  'precision',
  'chinese',
  'extraction',
  'latency',
  'growth',
  'start',
  'soak',
] as const;
type Part = (typeof parts)[number];

/** What runs only when it is asked for. */
const onDemand: ReadonlySet<Part> = new Set<Part>(['ablation', 'growth', 'soak']);

/** Where the data lies beside a checkout, when no path is given. */
const besideCheckout = path.resolve(import.meta.dirname, '../../../shared/data/locomo-dev.json');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      locomo: { type: 'string' },
      million: { type: 'boolean' },
      svg: { type: 'string' },
      minutes: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const only = values.only?.split(',') ?? parts.filter((part) => !onDemand.has(part));
  const unknown = only.filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) {
    process.stderr.write(`No such part: ${unknown.join(', ')}\n\n${usage}`);
    return 2;
  }
  const locomoPath = values.locomo ?? process.env['LOCOMO_PATH'] ?? besideCheckout;
  const hasLocomo = existsSync(locomoPath);
  const run: Readonly<Record<Part, () => Promise<void>>> = {
    locomo: () => (hasLocomo ? benchLocomo(locomoPath) : sayWhereLocomoIs(locomoPath)),
    ablation: () => (hasLocomo ? benchAblation(locomoPath) : sayWhereLocomoIs(locomoPath)),
    precision: () => (hasLocomo ? benchPrecision(locomoPath) : sayWhereLocomoIs(locomoPath)),
    chinese: benchChinese,
    extraction: benchExtraction,
    latency: benchLatency,
    growth: () => benchGrowth({ toMillion: values.million === true, svgPath: values.svg }),
    start: benchStart,
    soak: () => benchSoak(Number(values.minutes)),
  };
  for (const part of parts) if (only.includes(part)) await run[part]();
  return (only.includes('locomo') || only.includes('ablation')) && !hasLocomo ? 1 : 0;
}

async function sayWhereLocomoIs(missing: string): Promise<void> {
  process.stdout.write(`\nLoCoMo: no data at ${missing}; give its path with --locomo.\n`);
}

process.exitCode = await main();
