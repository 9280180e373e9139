import { benchScope } from '../memory-fixture.ts';
import { ask, tellLocomo } from '../locomo/told.ts';
import type { ToldLocomo } from '../locomo/told.ts';
import { mean, printHeading, printRow } from '../report.ts';
import { unrelatedQuestions } from './unrelated.ts';

/** How much of what is returned is relevant, and how often nothing is returned when nothing is. */
export async function benchPrecision(path: string): Promise<void> {
  await using told = await tellLocomo(path);
  printHeading('Precision: what is returned beside the evidence, and when nothing is relevant');
  await measureShare(told);
  const others = told.samples.map((_, index) => {
    const next = told.samples[(index + 1) % told.samples.length];
    return next?.sample.questions.map(({ question }) => question) ?? [];
  });
  await measureSilence(told, 'of another conversation', (index) => others[index] ?? []);
  const { english, laterEnglish, chinese } = unrelatedQuestions;
  await measureSilence(told, 'unrelated, in English', () => english);
  await measureSilence(told, 'unrelated, in English, written later', () => laterEnglish);
  await measureSilence(told, 'unrelated, in Chinese', () => chinese);
}

async function measureShare(told: ToldLocomo): Promise<void> {
  const shares: number[] = [];
  const counts: number[] = [];
  let relevantInAll = 0;
  for (const { question, turns } of await ask(told, undefined, 30)) {
    counts.push(turns.length);
    const relevant = turns.filter((turn) => question.evidence.includes(turn)).length;
    if (turns.length > 0) shares.push(relevant / turns.length);
    relevantInAll += relevant;
  }
  printRow({
    measure: 'relevant share among returned (limit 30)',
    figure: mean(shares),
    unit: '',
    note: `${mean(counts).toFixed(1)} messages a question; of all together ${(relevantInAll / (mean(counts) * counts.length)).toFixed(3)}`,
  });
  printRow({
    measure: 'answered at all, of questions that have an answer',
    figure: mean(counts.map((count) => (count > 0 ? 1 : 0))),
    unit: '',
  });
}

async function measureSilence(
  told: ToldLocomo,
  what: string,
  questionsFor: (index: number) => readonly string[],
): Promise<void> {
  const silent: number[] = [];
  for (const [index, { userId }] of told.samples.entries()) {
    for (const question of questionsFor(index)) {
      const { abstained } = await told.fixture.memory.search(
        benchScope(userId, 'asking'),
        question,
      );
      silent.push(abstained ? 1 : 0);
    }
  }
  printRow({
    measure: `nothing returned: questions ${what}`,
    figure: mean(silent),
    unit: '',
    note: `${silent.length} questions`,
  });
}
