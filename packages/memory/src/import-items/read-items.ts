import * as v from 'valibot';

import { ImportItem } from './item.ts';

/** The items of JSON Lines; a line that is none becomes a problem of `file`. */
export async function* readItems(
  lines: AsyncIterable<string>,
  file: string,
): AsyncGenerator<ImportItem, void, undefined> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const read = v.safeParse(ImportItem, parseJson(text), { abortEarly: true });
    if (read.success) yield read.output;
    else yield { type: 'problem', file, line, outcome: 'failed', reason: 'malformed' };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
