import * as v from 'valibot';

import { Instant, textOf, wholeNumber } from './schemas.ts';

// What the query of a GET or DELETE carries: every value is a text there.

/** Digits as a number, anything else as it is, for the schema behind it to judge. */
const DigitsAsNumber = v.pipe(
  v.string(),
  v.transform((text): string | number => (/^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text)),
);

/** A {@link wholeNumber} in a query. */
export function queryWholeNumber(min: number, max: number) {
  return v.pipe(DigitsAsNumber, wholeNumber(min, max));
}

/** A number from 0 to 1 in a query. */
export const QueryShare = v.pipe(
  DigitsAsNumber,
  v.number(),
  v.check((share) => share >= 0 && share <= 1, 'a number from 0 to 1'),
);

/** An {@link Instant} in a query: Unix milliseconds or ISO 8601. */
export const QueryInstant = v.pipe(DigitsAsNumber, Instant);

/** Values of a picklist, separated by commas. */
export function queryList<const S extends v.GenericSchema<string>>(item: S) {
  return v.pipe(
    textOf({ min: 1, max: 2_000 }),
    v.transform((text) => text.split(',').map((part) => part.trim())),
    v.array(item),
  );
}

/** Yes or no in a query; a name alone is yes. */
export const QueryFlag = v.pipe(
  v.picklist(['', 'true', '1', 'false', '0']),
  v.transform((value) => value !== 'false' && value !== '0'),
);
