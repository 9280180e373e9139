import * as v from 'valibot';

import { Category, Instant, ShownMemory, text, wholeNumber } from './fields.ts';
import { fittingOf } from './fitting.ts';
import { defineMemoryTool } from './memory-tool.ts';
import { dataNotice, lineOf, toShown } from './show.ts';

export const listTool = defineMemoryTool({
  name: 'memory_list',
  title: 'List memories',
  description:
    'List memories page by page, the newest first: all of them, or by category, words, time or state. Use memory_recall to answer a question; use this to look over what is stored, or to find superseded and forgotten memories.',
  input: v.strictObject({
    text: v.exactOptional(text(1_000, 'Words that the memory has, all of them.')),
    categories: v.exactOptional(v.array(Category)),
    states: v.optional(v.array(v.picklist(['live', 'superseded', 'deleted'])), ['live']),
    timeFrom: v.exactOptional(Instant),
    timeTo: v.exactOptional(Instant),
    order: v.optional(v.picklist(['recent', 'weight', 'importance', 'said']), 'recent'),
    limit: v.optional(wholeNumber(1, 100, 'How many on a page; fewer when they are long.'), 20),
    offset: v.optional(wholeNumber(0, 1_000_000, 'How many to leave out.'), 0),
  }),
  output: v.object({
    /** On all pages together. */
    total: v.number(),
    memories: v.array(ShownMemory),
    /** Where the next page begins; null on the last. */
    nextOffset: v.nullable(v.number()),
  }),
  annotations: { readOnlyHint: true, idempotentHint: true, destructiveHint: false },
  async run({ input, deps: { memory, scope }, options }) {
    const { memories, total } = await memory.memories.list({ ...scope, ...input }, options);
    const { kept, lines } = fittingOf(memories, lineOf);
    const end = input.offset + kept.length;
    const nextOffset = kept.length > 0 && end < total ? end : null;
    const more = nextOffset === null ? [] : [`More: call again with offset ${nextOffset}.`];
    const head =
      total === 0 ? 'No memory is like that.' : `${dataNotice} ${kept.length} of ${total}.`;
    return {
      text: [head, ...lines, ...more].join('\n'),
      details: { total, memories: kept.map(toShown), nextOffset },
    };
  },
});
