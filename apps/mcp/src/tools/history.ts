import type { HistoryRevision } from '@homarus/protocol';
import * as v from 'valibot';

import { MemoryId } from './fields.ts';
import { fittingOf } from './fitting.ts';
import { defineMemoryTool } from './memory-tool.ts';
import { dataNotice, instantOf } from './show.ts';

/** What a field of a memory may be: a text, a number, a list of texts, or where it came from. */
const FieldValue = v.union([v.string(), v.number(), v.array(v.string()), v.looseObject({})]);
const Changes = v.array(
  v.object({ field: v.string(), from: v.optional(FieldValue), to: v.optional(FieldValue) }),
);

export const historyTool = defineMemoryTool({
  name: 'memory_history',
  title: 'History of a memory',
  description:
    'Show how a memory came to be: every revision, newest first, with its time, its cause and what it changed. Use it to explain why something is remembered, and to find the revision for memory_undo.',
  input: v.strictObject({ memoryId: MemoryId }),
  output: v.object({
    id: v.string(),
    revisions: v.array(
      v.object({
        revision: v.number(),
        /** Unix milliseconds. */
        createdAt: v.number(),
        cause: v.string(),
        reason: v.optional(v.string()),
        state: v.picklist(['live', 'superseded', 'deleted']),
        /** After this revision. */
        content: v.string(),
        changes: Changes,
      }),
    ),
  }),
  annotations: { readOnlyHint: true, idempotentHint: true, destructiveHint: false },
  async run({ input: { memoryId }, deps: { memory, scope }, options }) {
    const { id, revisions } = await memory.memories.history(memoryId, scope, options);
    const { kept, lines } = fittingOf(revisions, lineOf);
    const more = kept.length < revisions.length ? ['Older revisions are left out.'] : [];
    return {
      text: [dataNotice, ...lines, ...more].join('\n'),
      details: { id, revisions: kept.map(toRevision) },
    };
  },
});

function toRevision(given: HistoryRevision) {
  const { revision, createdAt, cause, reason, state, content, changes } = given;
  const because = reason === undefined ? {} : { reason };
  return {
    revision,
    createdAt,
    cause,
    ...because,
    state,
    content,
    changes: v.parse(Changes, changes),
  };
}

function lineOf({ revision, createdAt, cause, state, content, changes }: HistoryRevision): string {
  const fields = changes.map(({ field }) => field).join(', ');
  const what = fields === '' ? '' : `; changed: ${fields}`;
  return `- revision ${revision} (${instantOf(createdAt)}, ${cause}, ${state}${what}) ${content}`;
}
