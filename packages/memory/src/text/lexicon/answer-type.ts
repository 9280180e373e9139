import type { Language } from '@homarus/base';

/**
 * A kind of thing that questions ask for ("which city", "什么宠物"), after the question classes of Li and
 * Roth ("Learning Question Classifiers", 2002): what answers such a question names one of it, and seldom
 * says of what kind it is.
 */
export interface AnswerType {
  readonly type: string;
  /** Words by which it is asked for, and words that name one, in the form in which they are indexed. */
  readonly words: Readonly<Record<Language, WordsOfType>>;
}

export interface WordsOfType {
  readonly asked: readonly string[];
  readonly named: readonly string[];
}

/** Words are parted by white space. */
interface Written {
  readonly asked: string;
  readonly named: string;
}

export function answerType(type: string, en: Written, zh: Written): AnswerType {
  return { type, words: { en: read(en), zh: read(zh) } };
}

function read({ asked, named }: Written): WordsOfType {
  return { asked: asked.trim().split(/\s+/u), named: named.trim().split(/\s+/u) };
}
