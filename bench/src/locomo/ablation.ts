import { defaultRankOptions } from '@homarus/memory';
import type { FusionWeights, RankOptions } from '@homarus/memory';

import { printHeading } from '../report.ts';
import { sessionRecall, turnRecall } from './metrics.ts';
import { ask, tellLocomo } from './told.ts';

function withWeights(weights: Partial<FusionWeights>): RankOptions {
  return { ...defaultRankOptions, weights: { ...defaultRankOptions.weights, ...weights } };
}

function withSpread(spread: Partial<RankOptions['spread']>): RankOptions {
  return { ...defaultRankOptions, spread: { ...defaultRankOptions.spread, ...spread } };
}

function withCut(cut: Partial<RankOptions['cut']>): RankOptions {
  return { ...defaultRankOptions, cut: { ...defaultRankOptions.cut, ...cut } };
}

const lexicalOnly: RankOptions = {
  ...defaultRankOptions,
  weights: { lexical: 1, context: 0, session: 0, neighbour: 0 },
  timeWeight: 0,
  entityWeight: 0,
  kinWeight: 0,
  answerTypeWeight: 0,
  synonymWeight: 0,
  spread: { ...defaultRankOptions.spread, after: 0 },
};

/** Each row leaves one thing out, or gives one constant another value. */
const variants: readonly (readonly [string, RankOptions])[] = [
  ['as shipped', defaultRankOptions],
  ['lexical lane alone', lexicalOnly],
  ['without context lane', withWeights({ context: 0 })],
  ['without session lane', withWeights({ session: 0 })],
  ['without neighbour lift', withWeights({ neighbour: 0 })],
  ['without time lane', { ...defaultRankOptions, timeWeight: 0 }],
  ['without entity lane', { ...defaultRankOptions, entityWeight: 0 }],
  ['without word families', { ...defaultRankOptions, kinWeight: 0 }],
  ['without answer types', { ...defaultRankOptions, answerTypeWeight: 0 }],
  ['without synonyms', { ...defaultRankOptions, synonymWeight: 0 }],
  ['without session spread', withSpread({ after: 0 })],
  ['time lane 0.5', { ...defaultRankOptions, timeWeight: 0.5 }],
  ['time lane 1.5', { ...defaultRankOptions, timeWeight: 1.5 }],
  ['entity lane 0.15', { ...defaultRankOptions, entityWeight: 0.15 }],
  ['entity lane 0.6', { ...defaultRankOptions, entityWeight: 0.6 }],
  ['word families 0.2', { ...defaultRankOptions, kinWeight: 0.2 }],
  ['word families 0.8', { ...defaultRankOptions, kinWeight: 0.8 }],
  ['answer types 0.4', { ...defaultRankOptions, answerTypeWeight: 0.4 }],
  ['answer types 1', { ...defaultRankOptions, answerTypeWeight: 1 }],
  ['synonyms 0.4', { ...defaultRankOptions, synonymWeight: 0.4 }],
  ['spread after 5', withSpread({ after: 5 })],
  ['spread reaches 15', withSpread({ reach: 15 })],
  ['tail of 0.3 of the best', withSpread({ tailCut: 0.3 })],
  ['ends at a fall of 0.3', withCut({ fall: 0.3 })],
  ['ends at a fall of 0.25', withCut({ fall: 0.25 })],
  ['cut at 0.6 of the best', withCut({ share: 0.6 })],
  [
    'no cut',
    { ...withCut({ share: 0, fall: 1 }), spread: { ...defaultRankOptions.spread, tailCut: 0 } },
  ],
];

/** What each part of the ranking is worth on LoCoMo: fractional recall with it left out or changed. */
export async function benchAblation(path: string): Promise<void> {
  await using told = await tellLocomo(path);
  printHeading('Ablation on LoCoMo: fractional recall of turns and sessions');
  printLine('', ['turn@5', '@10', '@25', 'session@5', '@10', '@25']);
  for (const [name, ranking] of variants) {
    const answers = await ask(told, ranking);
    const figures = [turnRecall(answers), sessionRecall(answers)].flatMap((recall) =>
      Array.from(recall.values(), ({ fractional }) => fractional.toFixed(3)),
    );
    printLine(name, figures);
  }
}

function printLine(name: string, figures: readonly string[]): void {
  process.stdout.write(
    `${name.padEnd(32)}${figures.map((figure) => figure.padStart(11)).join('')}\n`,
  );
}
