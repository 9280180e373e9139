/** Where a text stops being JSON, and what could stand there. */
export interface JsonProblem {
  readonly position: number;
  readonly expected: string;
}

type Wanted = 'value' | 'key' | 'colon' | 'comma' | 'end';

interface Scanner {
  readonly text: string;
  position: number;
  /** The closing brackets that are due, the innermost last. */
  readonly due: string[];
  wanted: Wanted;
  /** Whether the innermost bracket may close here. */
  mayClose: boolean;
  problem: JsonProblem | undefined;
}

/**
 * Finds the first mistake in a text that `JSON.parse` refuses: engines word their errors
 * differently and often leave the position out.
 */
export function findJsonProblem(text: string): JsonProblem {
  const scanner: Scanner = {
    text,
    position: 0,
    due: [],
    wanted: 'value',
    mayClose: false,
    problem: undefined,
  };
  for (;;) {
    skip(scanner, space);
    if (!takeClosing(scanner) && !takers[scanner.wanted](scanner)) break;
  }
  return scanner.problem ?? { position: scanner.position, expected: expectedText(scanner) };
}

/** Each takes what is wanted and says what is wanted next; false, with nothing taken, when it is not there. */
const takers: Readonly<Record<Wanted, (scanner: Scanner) => boolean>> = {
  value: (scanner) =>
    takeOpening(scanner) || ((takeString(scanner) || skip(scanner, scalar)) && ended(scanner)),
  key: (scanner) => takeString(scanner) && want(scanner, 'colon'),
  colon: (scanner) => takeCharacter(scanner, ':') && want(scanner, 'value'),
  comma: (scanner) =>
    takeCharacter(scanner, ',') && want(scanner, scanner.due.at(-1) === '}' ? 'key' : 'value'),
  end: () => false,
};

function takeOpening(scanner: Scanner): boolean {
  const isObject = takeCharacter(scanner, '{');
  if (!isObject && !takeCharacter(scanner, '[')) return false;
  scanner.due.push(isObject ? '}' : ']');
  return want(scanner, isObject ? 'key' : 'value', true);
}

function takeClosing(scanner: Scanner): boolean {
  const closing = scanner.due.at(-1);
  if (!scanner.mayClose || closing === undefined || !takeCharacter(scanner, closing)) return false;
  scanner.due.pop();
  return ended(scanner);
}

/** A value has ended. */
function ended(scanner: Scanner): boolean {
  return scanner.due.length === 0 ? want(scanner, 'end') : want(scanner, 'comma', true);
}

function want(scanner: Scanner, wanted: Wanted, mayClose = false): true {
  scanner.wanted = wanted;
  scanner.mayClose = mayClose;
  return true;
}

function takeCharacter(scanner: Scanner, character: string): boolean {
  if (scanner.text.charAt(scanner.position) !== character) return false;
  scanner.position += 1;
  return true;
}

const space = /[ \t\n\r]*/uy;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/uy;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/uy;

function skip(scanner: Scanner, pattern: RegExp): boolean {
  pattern.lastIndex = scanner.position;
  const isThere = pattern.test(scanner.text);
  if (isThere) scanner.position = pattern.lastIndex;
  return isThere;
}

function takeString(scanner: Scanner): boolean {
  if (!takeCharacter(scanner, '"')) return false;
  for (;;) {
    const character = scanner.text.charAt(scanner.position);
    if (takeCharacter(scanner, '"')) return true;
    if (character === '') return fail(scanner, 'a closing quote');
    if (character < ' ') return fail(scanner, 'an escaped control character');
    if (character !== '\\') scanner.position += 1;
    else if (!skip(scanner, escape))
      return fail(scanner, String.raw`an escape such as \n or \u00e9`);
  }
}

function fail(scanner: Scanner, expected: string): false {
  scanner.problem = { position: scanner.position, expected };
  return false;
}

const names: Readonly<Record<Wanted, string>> = {
  value: 'a value',
  key: 'a key in double quotes',
  colon: '":"',
  comma: '","',
  end: 'the end',
};

function expectedText({ wanted, mayClose, due }: Scanner): string {
  return mayClose ? `${names[wanted]} or "${due.at(-1) ?? ''}"` : names[wanted];
}
