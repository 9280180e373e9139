import type { MessageAnswer } from '@homarus/protocol';
import * as v from 'valibot';

import { text, wholeNumber } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';
import { dataNotice } from './show.ts';

/** Of a message; the rest comes with the next call. */
const maxCharacters = 20_000;

export const getTool = defineMemoryTool({
  name: 'memory_get',
  title: 'Read one memory',
  description:
    'Read one memory or message in full, by what memory_recall shows in brackets: its whole text, where it came from, and whether it still holds. A very long message comes in pieces: call again with its nextOffset.',
  input: v.strictObject({
    id: text(4096, 'The id, or the ctx:// uri.'),
    offset: v.optional(
      wholeNumber(0, Number.MAX_SAFE_INTEGER, 'Where in a long message to begin.'),
      0,
    ),
  }),
  output: v.looseObject({ id: v.string(), type: v.picklist(['memory', 'message']) }),
  annotations: { readOnlyHint: true, idempotentHint: true, destructiveHint: false },
  async run({ input: { id, offset }, deps: { memory, scope }, options }) {
    const named = id.startsWith('ctx://') ? { uri: id } : { id };
    const { ok: _ok, ...found } = await memory.getMemory({ ...scope, ...named }, options);
    const shown = found.type === 'message' ? pieceOf(found, offset) : found;
    return { text: `${dataNotice}\n${JSON.stringify(shown, null, 2)}`, details: shown };
  },
});

function pieceOf(message: Omit<MessageAnswer, 'ok'>, offset: number) {
  const { content, text: words, ...rest } = message;
  if (offset === 0 && JSON.stringify(content).length <= maxCharacters) return message;
  const end = characterEnd(words, offset + maxCharacters);
  return {
    ...rest,
    text: words.slice(offset, end),
    totalCharacters: words.length,
    nextOffset: end < words.length ? end : null,
  };
}

/** An end that does not part a character in two. */
function characterEnd(words: string, end: number): number {
  const isParted = /[\uD800-\uDBFF]/u.test(words.charAt(end - 1)) && end < words.length;
  return isParted ? end - 1 : end;
}
