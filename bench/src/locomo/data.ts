import { readFileSync } from 'node:fs';

import * as v from 'valibot';

/**
 * The LoCoMo data set (Maharana et al., "Evaluating Very Long-Term Conversational Memory of LLM Agents",
 * 2024; CC BY-NC 4.0): read from a path, never part of this repository.
 */
const TurnSchema = v.object({
  speaker: v.string(),
  dia_id: v.string(),
  text: v.string(),
  blip_caption: v.optional(v.string()),
});

const SampleSchema = v.object({
  conversation: v.record(v.string(), v.unknown()),
  qa: v.array(
    v.object({
      question: v.string(),
      evidence: v.optional(v.array(v.string()), []),
      category: v.number(),
    }),
  ),
});

export interface LocomoTurn {
  /** `D3:12`: session 3, turn 12. */
  readonly id: string;
  readonly speaker: string;
  /** The words, and the caption of an image. */
  readonly text: string;
}

export interface LocomoSession {
  readonly number: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly turns: readonly LocomoTurn[];
}

export interface LocomoQuestion {
  readonly question: string;
  readonly category: number;
  /** Turn ids, each once. */
  readonly evidence: readonly string[];
}

export interface LocomoSample {
  readonly sessions: readonly LocomoSession[];
  /** Those that have evidence in the conversation. */
  readonly questions: readonly LocomoQuestion[];
}

export const locomoCategories: Readonly<Record<number, string>> = {
  1: 'multi-hop',
  2: 'temporal',
  3: 'open-domain',
  4: 'single-hop',
  5: 'adversarial',
};

export function readLocomo(path: string): readonly LocomoSample[] {
  const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return v.parse(v.array(SampleSchema), raw).map(({ conversation, qa }) => {
    const sessions = sessionsOf(conversation);
    const known = new Set(sessions.flatMap(({ turns }) => turns.map(({ id }) => id)));
    const questions = qa.map(({ question, category, evidence }) => ({
      question,
      category,
      evidence: [
        ...new Set(evidence.flatMap((text) => Array.from(text.matchAll(/D\d+:\d+/gu), String))),
      ].filter((id) => known.has(id)),
    }));
    return { sessions, questions: questions.filter(({ evidence }) => evidence.length > 0) };
  });
}

function sessionsOf(conversation: Readonly<Record<string, unknown>>): readonly LocomoSession[] {
  return Object.keys(conversation)
    .flatMap((key) => /^session_(\d+)$/u.exec(key)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
    .map((number) => ({
      number,
      startedAt: parseDate(String(conversation[`session_${number}_date_time`])),
      turns: v
        .parse(v.array(TurnSchema), conversation[`session_${number}`])
        .map(({ dia_id: id, speaker, text, blip_caption: caption }) => ({
          id,
          speaker,
          text: caption === undefined ? text : `${text} [image: ${caption}]`,
        })),
    }));
}

/** `1:56 pm on 8 May, 2023`. */
function parseDate(text: string): number {
  const match = /^(\d+:\d+ [ap]m) on (.+)$/u.exec(text);
  const instant = match === null ? Number.NaN : Date.parse(`${match[2]} ${match[1]}`);
  if (Number.isNaN(instant)) throw new Error(`LoCoMo: not a session date: ${text}`);
  return instant;
}
