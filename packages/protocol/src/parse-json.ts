import { AppError } from '@homarus/base';

import { findJsonProblem } from './json-problem.ts';

/** How deep arrays and objects may stand in each other. */
export const maxJsonDepth = 100;

/**
 * Reads JSON that came from outside. Throws `invalid_request` for a text that is none, with the
 * `position` (in UTF-16 units, from 0), `line` and `column` (from 1) of the first mistake in its
 * details, and for one that is nested deeper than {@link maxJsonDepth}: what reads it later may
 * recurse without fear.
 */
export function parseJson(text: string): unknown {
  const value = parseOrExplain(text);
  if (isDeeperThan(value, maxJsonDepth)) {
    throw new AppError(
      'invalid_request',
      `The JSON is nested deeper than ${maxJsonDepth} levels; send it flatter.`,
      { details: { path: '', expected: `at most ${maxJsonDepth} levels`, received: 'more' } },
    );
  }
  return value;
}

function parseOrExplain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { position, expected } = findJsonProblem(text);
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    const received =
      position < text.length ? JSON.stringify(characterAt(text, position)) : 'the end';
    throw new AppError(
      'invalid_request',
      `Malformed JSON at line ${line}, column ${column} (position ${position}): expected ${expected}, received ${received}`,
      { cause, details: { path: '', expected, received, position, line, column } },
    );
  }
}

function characterAt(text: string, position: number): string {
  return String.fromCodePoint(text.codePointAt(position) ?? 0);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) {
    if (isDeeperThan(inner, levels - 1)) return true;
  }
  return false;
}
