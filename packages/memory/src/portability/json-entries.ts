import { isObject, readJson } from './document.ts';

export interface JsonEntry {
  /** Undefined for a text that is no JSON. */
  readonly entry: unknown;
  /** Of a list, its place in it; both count from 1. */
  readonly line: number;
}

/**
 * The entries of a JSON list, of the list in one of `fields` of a JSON object, or of JSON Lines. Lines are
 * read as far as they go; JSON that breaks off is one problem, and not one a line.
 */
export function entriesIn(content: string, fields: readonly string[]): readonly JsonEntry[] {
  const whole = readJson(content);
  if (whole !== undefined) return entriesOfWhole(whole, fields);
  const lines = content.split('\n').flatMap((text, index) => {
    const isBlank = text.trim() === '';
    return isBlank ? [] : [{ entry: readJson(text), line: index + 1 }];
  });
  if (lines.some(({ entry }) => isObject(entry))) return lines;
  return content.trim() === '' ? [] : [{ entry: undefined, line: brokenLineOf(content) }];
}

function entriesOfWhole(whole: unknown, fields: readonly string[]): readonly JsonEntry[] {
  const list = isObject(whole)
    ? fields.map((field) => whole[field]).find((value) => Array.isArray(value))
    : whole;
  return Array.isArray(list)
    ? list.map((entry: unknown, index) => ({ entry, line: index + 1 }))
    : [{ entry: whole, line: 1 }];
}

/** Where a JSON text is none any more. */
function brokenLineOf(content: string): number {
  try {
    JSON.parse(content);
    return 1;
  } catch (error) {
    const [, line] = /\(line (\d+)/u.exec(String(error)) ?? [];
    return line === undefined ? content.trimEnd().split('\n').length : Number(line);
  }
}
