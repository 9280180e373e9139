import { languageOf, singleLine, truncate } from '@homarus/base';
import type { Language } from '@homarus/base';

import type { RecalledForModel } from '../types.ts';
import { isQuestion } from './question.ts';

const maxQuotes = 6;
const maxQuoteCharacters = 300;

interface Phrases {
  readonly noModel: string;
  readonly relevant: string;
  readonly profile: string;
  readonly nothing: string;
  readonly noMemory: string;
  readonly kept: string;
  readonly related: string;
  readonly howTo: string;
  readonly quote: (text: string, day?: string) => string;
}

const phrases: Readonly<Record<Language, Phrases>> = {
  zh: {
    noModel: '还没有配置语言模型，我只能把记得的内容原样告诉你。',
    relevant: '关于这个，我记得：',
    profile: '没有找到直接的答案。关于你，我知道：',
    nothing: '关于这个，我还什么都不知道。',
    noMemory: '这一次没有查到记忆。',
    kept: '你刚才说的，我已经记下了。',
    related: '相关的内容，我还记得：',
    howTo:
      '接上模型的方法：设置环境变量 LLM_BASE_URL、LLM_API_KEY、LLM_MODEL，或在主目录（默认 ~/.homarus）的 config.yaml 里填写 models，然后重新启动。',
    quote: (text, day) => (day === undefined ? `- ${text}` : `- （${day}）${text}`),
  },
  en: {
    noModel: 'No language model is configured, so I can only quote what I remember.',
    relevant: 'This is what I remember about it:',
    profile: 'I found no direct answer. This is what I know about you:',
    nothing: 'I know nothing about it yet.',
    noMemory: 'Memory was not consulted this time.',
    kept: 'I keep what you just told me.',
    related: 'I also remember:',
    howTo:
      'To set a model: the environment variables LLM_BASE_URL, LLM_API_KEY and LLM_MODEL, or models in config.yaml of the home folder (~/.homarus unless set otherwise); then start again.',
    quote: (text, day) => (day === undefined ? `- ${text}` : `- (${day}) ${text}`),
  },
};

export interface OfflineQuestion {
  /** What the person said last. */
  readonly text: string;
  /** Undefined when memory had no part in this call. */
  readonly recalled: RecalledForModel | undefined;
  /** Whether the conversation begins with it: how to set a model is said once. */
  readonly isFirst: boolean;
  /** A day as people write it, `2026-01-31`, of an instant in Unix milliseconds. */
  readonly formatDay: (instant: number) => string;
}

/**
 * The answer without a model, in the language of the question: that there is none, what memory
 * recalled (the relevant first; the profile when a question found nothing), and, in the first answer of a
 * conversation, how to set a model.
 */
export function offlineReply(question: OfflineQuestion): string {
  const words = phrases[languageOf(question.text)];
  const howTo = question.isFirst ? [words.howTo] : [];
  return [words.noModel, ...recollection(question, words), ...howTo].join('\n\n');
}

function recollection(question: OfflineQuestion, words: Phrases): readonly string[] {
  const { recalled, text, formatDay } = question;
  if (recalled === undefined) return [words.noMemory];
  const relevant = distinct(recalled.relevant.map((hit) => ({ ...hit, text: quoted(hit.text) })))
    .slice(0, maxQuotes)
    .map((hit) => words.quote(hit.text, formatDay(hit.createdAt)));
  if (!isQuestion(text)) {
    return relevant.length === 0 ? [words.kept] : [words.kept, block(words.related, relevant)];
  }
  if (relevant.length > 0) return [block(words.relevant, relevant)];
  const profile = distinct(recalled.profile.map((line) => ({ text: quoted(line) })))
    .slice(0, maxQuotes)
    .map((line) => words.quote(line.text));
  return [profile.length > 0 ? block(words.profile, profile) : words.nothing];
}

function block(title: string, lines: readonly string[]): string {
  return [title, ...lines].join('\n');
}

function quoted(text: string): string {
  return truncate(singleLine(text).replace(/^[-*]\s+/u, ''), maxQuoteCharacters);
}

/** The first of each text: a memory and the message it was learned from often say the same. */
function distinct<T extends { readonly text: string }>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter(({ text }) => {
    if (text === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
