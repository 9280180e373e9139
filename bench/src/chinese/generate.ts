import { seededRandom } from '../corpus.ts';
import { people, remarks, topics as everydayTopics } from './topics.ts';
import type { Topic } from './topics.ts';

export interface ChineseMessage {
  readonly id: string;
  readonly sessionId: string;
  readonly text: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

export const questionKinds = [
  'other words',
  'shared word',
  'one character',
  'mixed script',
  'date',
] as const;

export type QuestionKind = (typeof questionKinds)[number];

export interface ChineseQuestion {
  readonly kind: QuestionKind;
  readonly question: string;
  /** Ids of the messages that answer it, each once. */
  readonly evidence: readonly string[];
}

export interface ChineseSet {
  readonly messages: readonly ChineseMessage[];
  readonly questions: readonly ChineseQuestion[];
}

interface Fact {
  readonly id: string;
  readonly who: string;
  readonly topic: Topic;
  readonly value: string;
  readonly text: string;
  /** The day it speaks of as a question names it. */
  readonly day: string;
}

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 5, 2);
const messagesPerSession = 16;
/** Remarks that say nothing, beside each fact. */
const remarksPerFact = 4;
const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const;

/**
 * Facts about a dozen persons, each told once among remarks that say nothing, over many conversations a
 * day apart; and questions about them with the messages that answer. The same for the same seed.
 * Published with this repository under its licence.
 */
export function chineseSet(seed = 7, topics: readonly Topic[] = everydayTopics): ChineseSet {
  const random = seededRandom(seed);
  const told = shuffle(
    people.flatMap((who) => topics.map((topic) => ({ who, topic }))),
    random,
  );
  const messages: ChineseMessage[] = [];
  const add = (toText: (createdAt: number) => string): ChineseMessage => {
    const session = Math.floor(messages.length / messagesPerSession);
    const createdAt = start + session * dayMs + (messages.length % messagesPerSession) * 60_000;
    const message = {
      id: `m${messages.length}`,
      sessionId: `c${session}`,
      text: toText(createdAt),
      createdAt,
    };
    messages.push(message);
    return message;
  };
  const facts = told.map(({ who, topic }): Fact => {
    for (let count = 0; count < remarksPerFact; count += 1) {
      add(() => fill(pick(remarks, random), { w: pick(people, random) }));
    }
    const value = pick(topic.values, random);
    const days = 3 + Math.floor(random() * 12);
    let day = '';
    const { id, text } = add((createdAt) => {
      const said = sayDay(createdAt, days);
      day = said.asked;
      return fill(pick(topic.told, random), { w: who, v: value, d: said.told });
    });
    return { id, who, topic, value, text, day };
  });
  return { messages, questions: facts.flatMap((fact) => questionsOf(fact, facts)) };
}

function questionsOf(fact: Fact, facts: readonly Fact[]): readonly ChineseQuestion[] {
  const { who, topic, value, day } = fact;
  const isDated = day !== '' && topic.told.some((text) => text.includes('{d}'));
  const isLatin = /[a-z]/iu.test(value);
  const direct = topic.asked.map((asked): ChineseQuestion => {
    const question = fill(asked, { w: who, q: day });
    const kind = isDated ? 'date' : isLatin ? 'mixed script' : 'other words';
    return { kind, question, evidence: [fact.id] };
  });
  const same = facts.filter((other) => other.topic === topic && other.value === value);
  // Of facts with one value, the first asks for all of them.
  if (same[0] !== fact) return direct;
  const kind: QuestionKind =
    Array.from(value).length === 1 && topic.askedByValue === '{v}'
      ? 'one character'
      : isLatin
        ? 'mixed script'
        : 'shared word';
  const question = fill(topic.askedByValue, { v: value });
  return [...direct, { kind, question, evidence: same.map(({ id }) => id) }];
}

/** A day as it is told on another, and as it is asked for much later. */
function sayDay(
  createdAt: number,
  days: number,
): { readonly told: string; readonly asked: string } {
  const date = new Date(createdAt + days * dayMs);
  const asked = `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  const today = (new Date(createdAt).getUTCDay() + 6) % 7;
  const isNextWeek = today + days >= 7 && today + days < 14;
  const told = isNextWeek
    ? `下周${weekdays[date.getUTCDay()] ?? ''}`
    : `${date.getUTCMonth() + 1}月${date.getUTCDate()}号`;
  return { told, asked };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w)\}/gu, (_, key: string) => values[key] ?? '');
}

function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(random() * list.length)] ?? '';
}

function shuffle<Item>(list: readonly Item[], random: () => number): readonly Item[] {
  return list
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
