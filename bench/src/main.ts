// `npm run bench`: prints the measures of the specification, each with its bar beside it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { benchChinese } from './chinese/bench.ts';
import { benchLatency } from './latency.ts';
import { benchAblation } from './locomo/ablation.ts';
import { benchLocomo } from './locomo/bench.ts';
import { benchStart } from './start.ts';

const usage = `Usage: npm run bench -- [--only locomo,ablation,chinese,latency,start] [--locomo PATH]

  --only     the parts to run, separated by commas; all of them but ablation when absent
  --locomo   the LoCoMo data (a JSON array of samples), which is not part of this repository:
             its licence, CC BY-NC 4.0, forbids that. Also LOCOMO_PATH in the environment.
`;

const parts = ['locomo', 'ablation', 'chinese', 'latency', 'start'] as const;
type Part = (typeof parts)[number];

/** Where the data lies beside a checkout, when no path is given. */
const besideCheckout = path.resolve(import.meta.dirname, '../../../shared/data/locomo-dev.json');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, locomo: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const only = values.only?.split(',') ?? parts.filter((part) => part !== 'ablation');
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
    chinese: benchChinese,
    latency: benchLatency,
    start: benchStart,
  };
  for (const part of parts) if (only.includes(part)) await run[part]();
  return (only.includes('locomo') || only.includes('ablation')) && !hasLocomo ? 1 : 0;
}

async function sayWhereLocomoIs(missing: string): Promise<void> {
  process.stdout.write(`\nLoCoMo: no data at ${missing}; give its path with --locomo.\n`);
}

process.exitCode = await main();
