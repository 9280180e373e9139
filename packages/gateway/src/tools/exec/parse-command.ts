/**
 * A command line as the policy sees it: `words` when it is one plain command, which runs without a
 * shell, exactly as the words say; undefined when it needs a shell to mean anything.
 */
export interface ParsedCommand {
  readonly text: string;
  readonly words: readonly string[] | undefined;
}

/** What makes a shell do more than run one program with fixed words. */
const shellOnly = /[;&|<>()$`*?[\]{}~#!\n\r]/u;

/**
 * Splits a command line by the quoting rules of POSIX shells. Anything that a shell would expand,
 * chain, redirect or comment out, also inside of double quotes, leaves `words` undefined: nothing that
 * is matched against an allow-list may mean something else to what runs it.
 */
export function parseCommand(text: string): ParsedCommand {
  const words: string[] = [];
  let word: string | undefined;
  let rest = text.trim();
  while (rest !== '') {
    const piece = nextPiece(rest);
    if (piece === undefined) return { text, words: undefined };
    rest = rest.slice(piece.length);
    if (piece.value !== undefined) word = (word ?? '') + piece.value;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  const isPlain = words.length > 0 && words.every((each) => !/\p{Cc}/u.test(each));
  // `NAME=value program` is the shell's own syntax.
  const isAssignment = /^\w+=/u.test(words[0] ?? '');
  return { text, words: isPlain && !isAssignment ? words : undefined };
}

interface Piece {
  readonly length: number;
  /** Undefined for the space between words. */
  readonly value: string | undefined;
}

/** The next piece of a line; undefined when only a shell knows what it means. */
function nextPiece(rest: string): Piece | undefined {
  const space = /^[ \t]+/u.exec(rest)?.[0];
  if (space !== undefined) return { length: space.length, value: undefined };
  const single = /^'([^']*)'/u.exec(rest);
  if (single !== null) return { length: single[0].length, value: single[1] ?? '' };
  const double = /^"((?:[^"\\$`!]|\\["\\])*)"/u.exec(rest);
  if (double !== null) {
    return { length: double[0].length, value: (double[1] ?? '').replaceAll(/\\(["\\])/gu, '$1') };
  }
  const escaped = /^\\([^\n\r])/u.exec(rest);
  if (escaped !== null) return { length: escaped[0].length, value: escaped[1] ?? '' };
  const plain = /^[^\s'"\\]/u.exec(rest)?.[0];
  if (plain === undefined || shellOnly.test(plain)) return undefined;
  return { length: plain.length, value: plain };
}

/** Words as a line that {@link parseCommand} reads back as the same words. */
export function toCommandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
