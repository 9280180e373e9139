import { isTimeZone } from '@homarus/base';
import * as v from 'valibot';

/**
 * What a value should have been, as a key of the texts: the schemas below use it as their message,
 * so that a person reads it in their language.
 */
export type Expectation =
  | 'text'
  | 'id'
  | 'agentId'
  | 'port'
  | 'count'
  | 'positive'
  | 'price'
  | 'host'
  | 'url'
  | 'secret'
  | 'dimensions'
  | 'connections'
  | 'origin'
  | 'section'
  | 'flag'
  | 'timeZone'
  | 'cron'
  | 'list';

export const expects = (expectation: Expectation): Expectation => expectation;

export const text = v.pipe(v.string(expects('text')), v.trim(), v.minLength(1, expects('text')));

/** An id that stands in addresses of memories: letters of any script, digits and `._-@`. */
export const id = v.pipe(
  v.string(expects('id')),
  v.regex(/^[\p{L}\p{N}._@-]{1,128}$/u, expects('id')),
);

export const agentId = v.pipe(
  v.string(expects('agentId')),
  v.regex(/^[\w-]{1,64}$/u, expects('agentId')),
);

export const portNumber = v.pipe(
  v.number(expects('port')),
  v.integer(expects('port')),
  v.minValue(0, expects('port')),
  v.maxValue(65_535, expects('port')),
);

/** Digits are accepted as well, because variables and references are text. 0 lets the system choose. */
export const port = v.union(
  [
    portNumber,
    v.pipe(
      v.string(expects('port')),
      v.regex(/^\d{1,5}$/u, expects('port')),
      v.transform(Number),
      portNumber,
    ),
  ],
  expects('port'),
);

export const count = v.pipe(
  v.number(expects('count')),
  v.integer(expects('count')),
  v.minValue(0, expects('count')),
);

export const positive = v.pipe(
  v.number(expects('positive')),
  v.integer(expects('positive')),
  v.minValue(1, expects('positive')),
);

export const price = v.pipe(v.number(expects('price')), v.minValue(0, expects('price')));

export const host = v.pipe(v.string(expects('host')), v.regex(/^[\w.:-]+$/u, expects('host')));

export const url = v.pipe(
  v.string(expects('url')),
  v.trim(),
  v.check((value) => /^https?:$/u.test(URL.parse(value)?.protocol ?? ''), expects('url')),
  v.transform((value) => value.replace(/\/+$/u, '')),
);

/** `https://host`, with a port where it is not the scheme's own; or `*`. */
export const origin = v.pipe(
  v.string(expects('origin')),
  v.check((value) => value === '*' || URL.parse(value)?.origin === value, expects('origin')),
);

export const flag = v.boolean(expects('flag'));

/** At least eight characters, so that it is not guessed. */
export const secret = v.pipe(v.string(expects('secret')), v.regex(/^\S{8,}$/u, expects('secret')));

export const dimensionsNumber = v.pipe(
  v.number(expects('dimensions')),
  v.integer(expects('dimensions')),
  v.minValue(1, expects('dimensions')),
  v.maxValue(16_384, expects('dimensions')),
);

/** An IANA name (`Asia/Shanghai`) or an offset (`+08:00`). */
export const timeZone = v.pipe(
  v.string(expects('timeZone')),
  v.check(isTimeZone, expects('timeZone')),
);

/** Five fields: minute, hour, day, month, weekday. Whether they mean a time is seen at the start. */
export const cron = v.pipe(
  v.string(expects('cron')),
  v.regex(/^\s*\S+(?:\s+\S+){4}\s*$/u, expects('cron')),
);
