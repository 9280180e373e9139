import { manualClock } from '@homarus/base/testing';
import { createSearch } from '@homarus/memory';

import { benchScope, openMemoryFixture } from '../memory-fixture.ts';
import type { MemoryFixture } from '../memory-fixture.ts';
import { mean, printHeading, printRow } from '../report.ts';
import { readLongMemEval } from './data.ts';
import type { LongQuestion } from './data.ts';
import { ndcg, recallAll } from './metrics.ts';

const cutoffs = [5, 10] as const;
const searchLimit = 100;

/** What was returned for a question, best first: sessions in the order of their first turn. */
export interface LongAnswer {
  readonly question: LongQuestion;
  readonly turns: readonly string[];
  readonly sessions: readonly string[];
}

/** recall_all and NDCG at 5 and 10 on LongMemEval, by session and by turn, without any model. */
export async function benchLongMemEval(path: string): Promise<void> {
  const answers = await answerLongMemEval(readLongMemEval(path));
  printHeading(`LongMemEval, ${answers.length} questions with evidence, no model`);
  report('all', answers);
  for (const [type, list] of Map.groupBy(answers, ({ question }) => question.type)) {
    report(`  ${type}`, list);
  }
}

/** Tells each question's conversations to a person of its own, and asks. */
export async function answerLongMemEval(
  questions: readonly LongQuestion[],
): Promise<readonly LongAnswer[]> {
  const answers: LongAnswer[] = [];
  await using fixture = await openMemoryFixture();
  for (const question of questions) {
    await tell(fixture, question);
    const clock = manualClock(question.askedAt);
    const { search } = createSearch({ store: fixture.store, clock }, { timeZone: 'UTC' });
    const { hits } = await search(benchScope(question.id, 'asking'), question.question, {
      limit: searchLimit,
    });
    const turns = [...new Set(hits.flatMap((hit) => hit.sourceMessageIds))];
    const sessions = turns.flatMap(
      (turn) => question.sessions[Number(turn.split(':')[0])]?.id ?? [],
    );
    answers.push({ question, turns, sessions: [...new Set(sessions)] });
  }
  return answers;
}

async function tell({ memory }: MemoryFixture, question: LongQuestion): Promise<void> {
  for (const [number, { startedAt, turns }] of question.sessions.entries()) {
    // Ids of sessions may repeat in a haystack; their numbers do not.
    await memory.ingest(
      benchScope(question.id, `session-${number}`),
      turns.map(({ id, role, text }, place) => ({
        id,
        role,
        content: text,
        createdAt: startedAt + place * 1_000,
      })),
    );
  }
  await memory.drain();
}

function report(name: string, answers: readonly LongAnswer[]): void {
  const levels = [
    {
      level: 'session',
      pairs: answers.map(({ question, sessions }) => [question.answerSessions, sessions] as const),
    },
    {
      level: 'turn',
      pairs: answers
        .filter(({ question }) => question.answerTurns.length > 0)
        .map(({ question, turns }) => [question.answerTurns, turns] as const),
    },
  ];
  for (const { level, pairs } of levels) {
    for (const k of cutoffs) {
      printRow({
        measure: `${name}, ${level} recall_all@${k}`,
        figure: mean(pairs.map(([wanted, ranked]) => recallAll(wanted, ranked, k))),
        unit: '',
        note: `NDCG@${k} ${mean(pairs.map(([wanted, ranked]) => ndcg(wanted, ranked, k))).toFixed(3)}; ${pairs.length} questions`,
      });
    }
  }
}
