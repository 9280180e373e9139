import { isSingleCjk, tokenize, tokenizeQuery } from '@homarus/memory';
import type { Memory } from '@homarus/memory';

import { bm25Floor } from '../bm25-floor.ts';
import { benchScope, openMemoryFixture } from '../memory-fixture.ts';
import { mean, printHeading, printRow } from '../report.ts';
import { chineseSet, questionKinds } from './generate.ts';
import type { ChineseQuestion, ChineseSet } from './generate.ts';
import { rarerTopics } from './rarer-topics.ts';

const userId = 'u-chinese';
const cutoffs = [5, 10] as const;

interface Asked {
  readonly question: ChineseQuestion;
  readonly ours: readonly string[];
  readonly floor: readonly string[];
}

/**
 * Recall on the repository's own Chinese sets, plain BM25 over bigrams beside it. The second one is about
 * things few of which stand in the memory's lists of words.
 */
export async function benchChinese(): Promise<void> {
  await measure('Chinese set', chineseSet());
  await measure('Chinese set of rarer things', chineseSet(undefined, rarerTopics));
}

async function measure(name: string, set: ChineseSet): Promise<void> {
  await using fixture = await openMemoryFixture();
  await tell(fixture.memory, set);
  const floor = bm25Floor(set.messages);
  const asked: Asked[] = [];
  for (const question of set.questions) {
    const { hits } = await fixture.memory.search(benchScope(userId, 'asking'), question.question);
    const ours = [...new Set(hits.flatMap((hit) => hit.sourceMessageIds))];
    asked.push({ question, ours, floor: floor(question.question) });
  }
  const size = `${set.questions.length} questions over ${set.messages.length} messages`;
  printHeading(`${name}, ${size}; fractional recall, plain BM25 over bigrams beside it`);
  for (const kind of [undefined, ...questionKinds]) {
    const of = asked.filter(({ question }) => kind === undefined || question.kind === kind);
    for (const k of cutoffs) {
      printRow({
        measure: `${kind === undefined ? 'all' : `  ${kind}`}, recall@${k}`,
        figure: recall(of, k, ({ ours }) => ours),
        unit: '',
        note: `BM25 ${recall(of, k, (one) => one.floor).toFixed(3)}; ${of.length} questions`,
      });
    }
  }
  printRow({
    measure: 'questions that share a two-character word and find nothing',
    figure: foundNothing(asked, set),
    unit: '',
    bar: { at: 'most', value: 0 },
  });
}

async function tell(memory: Memory, { messages }: ChineseSet): Promise<void> {
  const bySession = Map.groupBy(messages, ({ sessionId }) => sessionId);
  for (const [sessionId, list] of bySession) {
    await memory.ingest(
      benchScope(userId, sessionId),
      list.map(({ id, text, createdAt }) => ({ id, role: 'user', content: text, createdAt })),
    );
  }
  await memory.drain();
}

function recall(
  asked: readonly Asked[],
  k: number,
  answersOf: (asked: Asked) => readonly string[],
): number {
  return mean(
    asked.map((one) => {
      const first = new Set(answersOf(one).slice(0, k));
      const { evidence } = one.question;
      return evidence.filter((id) => first.has(id)).length / evidence.length;
    }),
  );
}

/** Content bigrams of the question that stand in any message, and yet no hit. */
function foundNothing(asked: readonly Asked[], { messages }: ChineseSet): number {
  const told = new Set(messages.flatMap(({ text }) => tokenize(text)));
  const shares = (question: string): boolean =>
    tokenizeQuery(question).some(
      ({ term, weight }) =>
        weight === 1 && /^\p{Script=Han}{2}$/u.test(term) && !isSingleCjk(term) && told.has(term),
    );
  return asked.filter(({ question, ours }) => ours.length === 0 && shares(question.question))
    .length;
}
