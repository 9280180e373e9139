import type { Language } from '@homarus/base';

import type { MemoryCategory, MemoryKind } from '../category.ts';
import type { FoundDate } from '../text/dates.ts';
import type { Relation } from './relations.ts';

export type Groups = Readonly<Record<string, string | undefined>>;

/**
 * How people state one attribute. The patterns read a clause that {@link Clause.text} has put into
 * the first person, so `^我对` and `^I am allergic` serve for the speaker and for "my daughter".
 */
export interface Rule {
  /** A dotted path, or what makes one of the match; undefined then means that nothing was said. */
  readonly attribute: string | ((groups: Groups) => string | undefined);
  readonly category: MemoryCategory;
  readonly kind?: MemoryKind;
  readonly importance: number;
  /** At most one of them is used: the first that matches. The group `value` is the value. */
  readonly patterns: readonly RegExp[];
  /** `{who}` (用户, "The user"), `{whose}` (用户的, "The user's"), `{value}` or any group of the pattern; `[called {name}]` stands only with its group. */
  readonly content: string;
  /** Makes the value of the match; default: the group `value`, cleaned. */
  readonly toValue?: (groups: Groups) => string;
  readonly accepts?: (value: string, groups: Groups) => boolean;
  /** The value may be several ("peanuts and shrimps"): each is a statement of its own. */
  readonly isList?: boolean;
  /** The value names a person, place or organisation. */
  readonly isProper?: boolean;
  /** `request`: read as it was said, not in the first person ("call me Bob"). */
  readonly form?: 'statement' | 'request';
}

/** Who somebody is. */
export const profile = { category: 'user_memory_fact', kind: 'profile' } as const;
/** What somebody likes and wants. */
export const preference = { category: 'user_memory_preference', kind: 'preference' } as const;

/** What speaks for itself to be ended: "I quit my job at Google". */
export interface RetractRule {
  readonly attribute: string;
  readonly patterns: readonly RegExp[];
}

/** Somebody of the speaker's, by the word that was used: 闺女, "mom". */
export interface Relative {
  readonly is: Relation;
  readonly word: string;
  /** The name that stood beside the word ("my daughter Amy"). */
  readonly name?: string | undefined;
}

/** One predicate of a message. */
export interface Clause {
  /**
   * What is said, in the first person, without greetings and connectives: 对花生过敏 and 我女儿对花生过敏
   * both read 我对花生过敏. Empty when its subject is somebody else.
   */
  readonly text: string;
  /** As it was said, without greetings, connectives and "please remember that". */
  readonly said: string;
  /** Whom it is about; undefined: the speaker. */
  readonly relation: Relative | undefined;
  /** Where it stands in the message. */
  readonly from: number;
  readonly to: number;
  readonly isExplicit: boolean;
  /** It mends what was said before ("no, ..."). */
  readonly isCorrection: boolean;
}

export interface Naming {
  readonly who: string;
  readonly whose: string;
}

/** An event as one clause tells it. */
export interface TimedStatement {
  readonly attribute: 'plan' | 'event';
  readonly content: string;
  readonly value: string;
  readonly importance: number;
}

/** Words by which somebody asks for something to be kept out of memory, kept in it, or mended. */
export interface LanguageRules {
  readonly language: Language;
  readonly rules: readonly Rule[];
  readonly retracts: readonly RetractRule[];
  /** The statement that a clause says is no longer so ("I no longer work at X" -> "I work at X"). */
  readonly endedStatement: (text: string) => string | undefined;
  /** What a clause asks to be forgotten. */
  readonly forgetQuery: (said: string) => string | undefined;
  /** The new value of a bare correction ("no, it's Suzhou"). */
  readonly correctedValue: (clause: Clause) => string | undefined;
  /** What an explicit "remember ..." asks for where no rule reads it; undefined when it asks for nothing. */
  readonly toNote: (said: string, naming: Naming) => string | undefined;
  readonly timed: (
    clause: Clause,
    dates: readonly FoundDate[],
    naming: Naming,
  ) => TimedStatement | undefined;
  readonly cleanValue: (value: string) => string;
  /** Mends the seam where a date was taken out of a statement. */
  readonly cleanStatement: (text: string) => string;
  /** A value as somebody else tells it: "my kids" -> "their kids". */
  readonly retell: (value: string) => string;
  readonly splitList: (value: string) => readonly string[];
  /** `speaker` is undefined for the user. */
  readonly naming: (speaker: string | undefined, clause: Clause) => Naming;
}

/** Puts values into the places of a template; a part in square brackets needs its value to be there. */
export function fillTemplate(template: string, values: Groups): string {
  return template
    .replaceAll(
      /\[([^\]{]*)\{(\w+)\}([^\]]*)\]/gu,
      (_, before: string, name: string, after: string) =>
        values[name] === undefined ? '' : `${before}${values[name]}${after}`,
    )
    .replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
}

/** The person of one message so far: how the next clause without a subject is to be read. */
export interface Topic {
  /** `speaker`, a relation of the speaker, or somebody else. */
  readonly about: 'speaker' | 'other' | Relative;
  /** Somebody the last clause told of ("I have a daughter"): a name or an age may follow. */
  readonly introduced?: Relative | undefined;
}
