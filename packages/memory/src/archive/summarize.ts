import { languageOf, singleLine } from '@homarus/base';

import type { StoredMessage } from '../message.ts';
import type { MemoryRecord } from '../record.ts';
import { archiveSections, parseArchive, renderArchive } from './sections.ts';
import type { ArchiveItems, ArchiveSection } from './sections.ts';
import { findTopics } from './topics.ts';

export interface ArchiveInput {
  /** What leaves the window, in order. */
  readonly messages: readonly StoredMessage[];
  /** What was learned from these messages, the latest first. */
  readonly memories: readonly MemoryRecord[];
  /** The summary that this one takes in. */
  readonly previous: string | undefined;
  /** Whether a text holds a secret; such sentences are left out. */
  readonly hasSecret: (text: string) => boolean;
}

/** What rules look at of a message. */
export type ToldMessage = Pick<StoredMessage, 'role' | 'isEcho' | 'text'>;

interface RuleInput extends Omit<ArchiveInput, 'messages'> {
  readonly messages: readonly ToldMessage[];
}

/** What a sentence of each section usually says. */
const markers: Readonly<Record<Exclude<ArchiveSection, 'topics'>, RegExp>> = {
  decisions:
    /\b(?:decided|decision|agreed|let['’]?s (?:go|use|do|take)|we['’]?ll (?:go|use)|settled on|chose|chosen)\b|决定|就用|就选|选定|定下|确定|敲定|说好|采用/iu,
  outcomes:
    /\b(?:done|finished|completed|fixed|solved|works now|shipped|deployed|passed|released|turned out|failed)\b|完成|搞定|解决|成功|上线|修好|通过了|发布|失败|做好|办好/iu,
  actions:
    /\b(?:todo|to-do|need to|have to|must|should|remind me|next step|plan to|going to|by (?:monday|tuesday|wednesday|thursday|friday|tomorrow))\b|待办|需要|记得|提醒|下一步|打算|计划|要去|要做|得去|明天|下周/iu,
};

const maxPerSection = 8;
const maxSentenceCharacters = 200;

/**
 * The summary of a stretch of conversation by rules alone: it says nothing that was not said. Topics
 * are its distinctive words; the other sections are what was learned, then sentences with the words of
 * a decision, an outcome or a task, each once. What the previous archive said comes first.
 */
export function summarize(input: RuleInput): string {
  const told = input.messages.filter((message) => isTold(message));
  const texts = told.map(({ text }) => text).filter((text) => !input.hasSecret(text));
  const previous = input.previous === undefined ? undefined : parseArchive(input.previous);
  const found: ArchiveItems = {
    topics: findTopics(texts),
    ...sectionsOf(texts, input),
  };
  const items = Object.fromEntries(
    archiveSections.map((section) => [
      section,
      unique([...(previous?.[section] ?? []), ...found[section]]),
    ]),
  ) as Record<ArchiveSection, readonly string[]>;
  return renderArchive(items, languageOf(texts.join('\n')));
}

/** What people and the assistant said; not tools, nor what only repeats memory. */
export function isTold({ role, isEcho, text }: ToldMessage): boolean {
  return (role === 'user' || role === 'assistant') && !isEcho && text !== '';
}

function sectionsOf(
  texts: readonly string[],
  { memories }: Pick<ArchiveInput, 'memories'>,
): Omit<ArchiveItems, 'topics'> {
  const sentences = texts.flatMap((text) => sentencesOf(text));
  const taken = new Set<string>();
  const pick = (section: keyof typeof markers): readonly string[] =>
    sentences
      .filter((sentence) => markers[section].test(sentence) && !taken.has(sentence))
      .slice(-maxPerSection)
      .map((sentence) => {
        taken.add(sentence);
        return sentence;
      });
  const learned = (isDecision: boolean): readonly string[] =>
    memories
      .filter(({ category }) => (category === 'user_memory_decision') === isDecision)
      .slice(0, maxPerSection)
      .toReversed()
      .map(({ content }) => content);
  return {
    decisions: [...learned(true), ...pick('decisions')],
    outcomes: [...learned(false), ...pick('outcomes')],
    actions: pick('actions'),
  };
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/u)
    .map((sentence) => singleLine(sentence))
    .filter((sentence) => sentence !== '' && sentence.length <= maxSentenceCharacters)
    .filter((sentence) => !/[?？]$/u.test(sentence));
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
