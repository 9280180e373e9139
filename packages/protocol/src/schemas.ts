import { isTimeZone } from '@homarus/base';
import * as v from 'valibot';

// A control character, or half of a surrogate pair: neither survives every store and log unchanged.
const unsafeInId = /[\p{Cc}\p{Cs}]/u;

/** An id or a name that a caller chose: 1 to 256 characters, none of them a control character. */
export const IdText = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.check((text) => !unsafeInId.test(text), 'a text without control characters'),
);

/** A text of `min` to `max` characters (UTF-16 units). */
export function textOf(limits: { readonly min?: number; readonly max: number }) {
  return v.pipe(v.string(), v.minLength(limits.min ?? 0), v.maxLength(limits.max));
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  const text = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(),
    v.check((value) => Number.isInteger(value) && value >= min && value <= max, text),
  );
}

/**
 * A list of `min` to `max` items. The length is looked at before the items are, so that a huge list
 * of rubbish costs nothing.
 */
export function listOf<const S extends v.GenericSchema>(
  item: S,
  limits: { readonly min?: number; readonly max: number },
) {
  return v.pipe(
    v.array(v.unknown()),
    v.minLength(limits.min ?? 0),
    v.maxLength(limits.max),
    // For who describes the schema: what comes after the input's own shape is not looked at.
    v.metadata({ itemSchema: item }),
    v.array(item),
  );
}

/** The same schema, but it stops at its first issue: for parts that may come by the thousand. */
export function firstIssueOf<const S extends v.GenericSchema>(schema: S): S {
  return {
    ...schema,
    '~run': (dataset, config) => schema['~run'](dataset, { ...config, abortEarly: true }),
  };
}

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+-]\d{2}:?\d{2})?)?$/u;

/** Years 1 to 9999. */
const minInstant = -62_135_596_800_000;
const maxInstant = 253_402_300_799_999;

/**
 * The instant that an ISO 8601 text names, in Unix milliseconds; undefined when it is none. A date
 * alone is its midnight; a time without an offset is read as UTC.
 */
export function parseIsoInstant(text: string): number | undefined {
  const match = isoPattern.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', time = '00:00', offset = 'Z'] = match;
  // `Date.parse` takes 30 February for 2 March.
  const midnight = new Date(`${year}-${month}-${day}T00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  const zone = offset.replace(/^([+-]\d{2})(\d{2})$/u, '$1:$2').toUpperCase();
  const instant = Date.parse(`${year}-${month}-${day}T${time}${zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}

function toInstant(value: unknown): number | undefined {
  const instant =
    typeof value === 'string'
      ? parseIsoInstant(value)
      : typeof value === 'number'
        ? Math.floor(value)
        : undefined;
  return instant !== undefined && instant >= minInstant && instant <= maxInstant
    ? instant
    : undefined;
}

/** Unix milliseconds or an ISO 8601 text on input, Unix milliseconds on output; years 1 to 9999. */
export const Instant = v.pipe(
  v.custom<number | string>(
    (value) => toInstant(value) !== undefined,
    'an instant: Unix milliseconds or an ISO 8601 text',
  ),
  v.transform((value) => toInstant(value) ?? 0),
);

/** An IANA name or an offset. */
export const TimeZoneName = v.pipe(
  v.string(),
  v.check(isTimeZone, 'an IANA time zone such as Asia/Shanghai'),
);
