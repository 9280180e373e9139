import { dayIn } from '@homarus/base';

import type { SearchTerms } from '../ports/memory-store.ts';
import { findDates } from './dates.ts';
import type { DateOptions } from './dates.ts';

/**
 * Tags stand among a text's tokens and begin with `@`, which no word does: `@n:ann` for a name,
 * `@d:2026-11-25`, `@d:2026-11` and `@d:2026` for a day, month or year that the text speaks of.
 * They are found by the lanes for names and times and count for no length.
 */
const namePrefix = '@n:';
const datePrefix = '@d:';
/** A text that lists more dates than this is a calendar, and about none of them. */
const maxDates = 8;
/** Dates are looked for in the beginning of a text only. */
const maxDatedCharacters = 4_000;
const dayMs = 86_400_000;

export function isTag(token: string): boolean {
  return token.startsWith('@');
}

/** The name as it is compared: lower-case, spaces as `_`. */
export function nameTag(name: string): string {
  return namePrefix + name.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/gu, '_');
}

/** The name behind a tag, with its spaces; undefined for another tag. */
export function nameOfTag(tag: string): string | undefined {
  return tag.startsWith(namePrefix) ? tag.slice(namePrefix.length).replaceAll('_', ' ') : undefined;
}

/** The span `[from, to)` behind a date tag, in UTC, Unix milliseconds; undefined for another tag. */
export function spanOfTag(tag: string): { readonly from: number; readonly to: number } | undefined {
  if (!tag.startsWith(datePrefix)) return undefined;
  const [year = 1970, month, day] = tag.slice(datePrefix.length).split('-').map(Number);
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  if (day !== undefined) return { from, to: from + dayMs };
  return { from, to: month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, month) };
}

/** What a text is tagged with beside its words. */
export interface Tagged {
  /** Read for dates; relative ones are meant from `base`. */
  readonly text: string;
  readonly base: number;
  readonly timeZone: DateOptions['timeZone'];
  /** Who said it, and whom it is about. */
  readonly names: readonly (string | undefined)[];
  /** Instants it holds from or to. */
  readonly instants?: readonly (number | undefined)[];
}

/** The terms with the tags of what they stand for. */
export function withTags(terms: SearchTerms, tagged: Tagged): SearchTerms {
  const { text, names, instants = [], ...options } = tagged;
  const dates = findDates(text.slice(0, maxDatedCharacters), options);
  const tags = new Set([
    ...names.flatMap((name) => (name === undefined || name.trim() === '' ? [] : [nameTag(name)])),
    ...(dates.length > maxDates ? [] : dates).flatMap(({ from, precision }) =>
      dateTag(from, precision === 'year' ? 4 : precision === 'month' ? 7 : 10, options.timeZone),
    ),
    ...instants.flatMap((at) => (at === undefined ? [] : dateTag(at, 10, options.timeZone))),
  ]);
  return { ...terms, terms: [terms.terms, ...tags].filter((part) => part !== '').join(' ') };
}

function dateTag(at: number, length: number, timeZone: string): readonly string[] {
  const date = dayIn(at, timeZone);
  return /^\d{4}-/u.test(date) ? [datePrefix + date.slice(0, length)] : [];
}
