/** What an id names; the prefix stands in the id itself: `mem_01J...`. */
export const idPrefixes = {
  memory: 'mem',
  message: 'msg',
  session: 'ses',
  run: 'run',
  job: 'job',
  turn: 'turn',
  entry: 'ent',
  archive: 'arc',
  compaction: 'cmp',
  request: 'req',
  key: 'key',
  audit: 'aud',
  space: 'spc',
  connection: 'conn',
  pairing: 'pair',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A string that is known to be an id of one kind. */
export type Id<K extends IdKind> = string & { readonly __id: K };

/**
 * Makes ids. An id is `<prefix>_` and 26 characters of Crockford base32: 48 bits of time, then 80 of
 * randomness (the ULID layout), so ids of one kind sort by the time they were made.
 */
export interface Ids {
  next<K extends IdKind>(kind: K): Id<K>;
}

export interface IdSources {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Fills the array with random bytes, as `crypto.getRandomValues` does. */
  readonly fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createIds(sources: IdSources = defaultSources): Ids {
  const bytes = new Uint8Array(16);
  return {
    next(kind) {
      sources.fillRandom(bytes);
      return toId(kind, timePart(sources.now()) + randomPart(bytes));
    },
  };
}

const defaultSources: IdSources = {
  now: () => Date.now(),
  fillRandom: (bytes) => {
    crypto.getRandomValues(bytes);
  },
};

function timePart(now: number): string {
  let rest = Math.max(0, Math.floor(now));
  let text = '';
  for (let index = 0; index < 10; index += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomPart(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += alphabet.charAt(byte & 31);
  return text;
}

function toId<K extends IdKind>(kind: K, body: string): Id<K> {
  return `${idPrefixes[kind]}_${body}` as Id<K>;
}

/** True when the text has the prefix of that kind; it does not say that such a thing exists. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return text.startsWith(`${idPrefixes[kind]}_`);
}
