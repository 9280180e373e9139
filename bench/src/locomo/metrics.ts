import { mean } from '../report.ts';
import type { LocomoQuestion } from './data.ts';

export const cutoffs = [5, 10, 25] as const;

/** One question with the turns that were returned for it, best first. */
export interface Answered {
  readonly question: LocomoQuestion;
  readonly turns: readonly string[];
}

export interface Recall {
  /** Mean share of the evidence among the first k. */
  readonly fractional: number;
  /** Share of questions with at least one piece of evidence among the first k, and with all of it. */
  readonly any: number;
  readonly all: number;
}

export type RecallAt = ReadonlyMap<number, Recall>;

export function turnRecall(answers: readonly Answered[]): RecallAt {
  return recallAt(answers.map(({ question, turns }) => [question.evidence, turns]));
}

/** Sessions in order of their first returned turn; duplicates kept out. */
export function sessionRecall(answers: readonly Answered[]): RecallAt {
  return recallAt(
    answers.map(({ question, turns }) => [
      [...new Set(question.evidence.map(sessionOf))],
      [...new Set(turns.map(sessionOf))],
    ]),
  );
}

function sessionOf(turn: string): string {
  return turn.slice(0, turn.indexOf(':'));
}

function recallAt(pairs: readonly (readonly [readonly string[], readonly string[]])[]): RecallAt {
  return new Map(
    cutoffs.map((k) => {
      const shares = pairs.map(([wanted, got]) => {
        const first = new Set(got.slice(0, k));
        return wanted.filter((item) => first.has(item)).length / wanted.length;
      });
      return [
        k,
        {
          fractional: mean(shares),
          any: mean(shares.map((share) => (share > 0 ? 1 : 0))),
          all: mean(shares.map((share) => (share === 1 ? 1 : 0))),
        },
      ];
    }),
  );
}
