import { readFileSync } from 'node:fs';

import * as v from 'valibot';

/**
 * LongMemEval (Wu et al., "LongMemEval: Benchmarking Chat Assistants on Long-Term Interactive Memory",
 * 2024): each question with a haystack of conversations of its own. Read from a path, never part of
 * this repository.
 */
const TurnSchema = v.object({
  role: v.picklist(['user', 'assistant']),
  content: v.string(),
  has_answer: v.optional(v.boolean(), false),
});

const QuestionSchema = v.object({
  question_id: v.string(),
  question_type: v.string(),
  question: v.string(),
  question_date: v.string(),
  haystack_dates: v.array(v.string()),
  haystack_session_ids: v.array(v.string()),
  haystack_sessions: v.array(v.array(TurnSchema)),
  answer_session_ids: v.array(v.string()),
});

export interface LongTurn {
  /** `<session number>:<place>`, both from 0. */
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface LongSession {
  readonly id: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly turns: readonly LongTurn[];
}

export interface LongQuestion {
  readonly id: string;
  readonly type: string;
  readonly question: string;
  /** Unix milliseconds: relative dates are meant from here. */
  readonly askedAt: number;
  readonly sessions: readonly LongSession[];
  readonly answerSessions: readonly string[];
  /** Turn ids. */
  readonly answerTurns: readonly string[];
}

/** The questions that have an answer: those of abstention (`_abs` in their id) have no evidence. */
export function readLongMemEval(path: string): readonly LongQuestion[] {
  const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return parseLongMemEval(raw);
}

export function parseLongMemEval(raw: unknown): readonly LongQuestion[] {
  return v
    .parse(v.array(QuestionSchema), raw)
    .filter(({ question_id: id }) => !id.includes('_abs'))
    .map((question) => {
      const sessions = question.haystack_sessions.map((turns, number) => ({
        id: question.haystack_session_ids[number] ?? String(number),
        startedAt: parseDate(question.haystack_dates[number] ?? ''),
        turns: turns.map(({ role, content }, place) => ({
          id: `${number}:${place}`,
          role,
          text: content,
        })),
      }));
      return {
        id: question.question_id,
        type: question.question_type,
        question: question.question,
        askedAt: parseDate(question.question_date),
        sessions,
        answerSessions: [...new Set(question.answer_session_ids)],
        answerTurns: question.haystack_sessions.flatMap((turns, number) =>
          turns.flatMap(({ has_answer: has }, place) => (has ? [`${number}:${place}`] : [])),
        ),
      };
    });
}

/** `2023/05/20 (Sat) 02:21`, taken as UTC. */
function parseDate(text: string): number {
  const match = /^(\d{4})\/(\d{2})\/(\d{2})(?: \(\w+\))?(?: (\d{2}):(\d{2}))?/u.exec(text);
  if (match === null) throw new Error(`LongMemEval: not a date: ${text}`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return Date.UTC(year, month - 1, day, hour, minute);
}
