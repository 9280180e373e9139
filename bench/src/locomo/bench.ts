import { bm25Floor } from '../bm25-floor.ts';
import { printHeading, printRow } from '../report.ts';
import type { Bar } from '../report.ts';
import { locomoCategories } from './data.ts';
import { cutoffs, sessionRecall, turnRecall } from './metrics.ts';
import type { Answered, RecallAt } from './metrics.ts';
import { ask, tellLocomo } from './told.ts';

const turnBar: Bar = { at: 'least', value: 0.74 };
const sessionBar: Bar = { at: 'least', value: 0.965 };

/**
 * Recall of the turns that answer LoCoMo's questions, without any model: every conversation is one
 * person's memory, told message by message with its dates, learned from as in use, then asked.
 */
export async function benchLocomo(path: string): Promise<void> {
  await using told = await tellLocomo(path);
  const ours = await ask(told);
  const floor = told.samples.flatMap(({ sample }): readonly Answered[] => {
    const bm25 = bm25Floor(sample.sessions.flatMap(({ turns }) => turns));
    return sample.questions.map((question) => ({ question, turns: bm25(question.question) }));
  });
  const questions = `${ours.length} questions over ${told.samples.length} conversations`;
  printHeading(`LoCoMo, ${questions}, no model; fractional recall, plain BM25 beside it`);
  report('turn', turnRecall(ours), turnRecall(floor), turnBar);
  reportCategories(ours, floor);
  report('session', sessionRecall(ours), sessionRecall(floor), sessionBar);
}

function report(what: string, ours: RecallAt, floor: RecallAt, bar: Bar): void {
  for (const k of cutoffs) {
    const recall = ours.get(k);
    const plain = floor.get(k);
    if (recall === undefined || plain === undefined) continue;
    printRow({
      measure: `${what} recall@${k}`,
      figure: recall.fractional,
      unit: '',
      ...(k === 10 ? { bar } : {}),
      note: `BM25 ${plain.fractional.toFixed(3)}; any ${recall.any.toFixed(3)}, all ${recall.all.toFixed(3)}`,
    });
  }
}

function reportCategories(ours: readonly Answered[], floor: readonly Answered[]): void {
  for (const [key, name] of Object.entries(locomoCategories)) {
    const of = (answers: readonly Answered[]): readonly Answered[] =>
      answers.filter(({ question }) => question.category === Number(key));
    for (const k of cutoffs) {
      const figure = turnRecall(of(ours)).get(k)?.fractional ?? 0;
      const plain = turnRecall(of(floor)).get(k)?.fractional ?? 0;
      printRow({
        measure: `  ${name}, turn recall@${k}`,
        figure,
        unit: '',
        note: `BM25 ${plain.toFixed(3)}; ${of(ours).length} questions`,
      });
    }
  }
}
