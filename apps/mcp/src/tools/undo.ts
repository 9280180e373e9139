import * as v from 'valibot';

import { MemoryId, ShownMemory, wholeNumber } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';
import { lineOf, toShown } from './show.ts';

export const undoTool = defineMemoryTool({
  name: 'memory_undo',
  title: 'Undo a change of a memory',
  description:
    'Take changes of a memory back: bring back the state of an earlier revision, the one before the last by default. It brings back what was forgotten. Nothing is lost: the undo is itself a revision. Memories that contradict what came back are named; supersede ends them.',
  input: v.strictObject({
    memoryId: MemoryId,
    revision: v.exactOptional(
      wholeNumber(1, Number.MAX_SAFE_INTEGER, 'Whose state comes back; see memory_history.'),
    ),
    supersede: v.optional(v.boolean(), false),
  }),
  output: v.object({
    memory: ShownMemory,
    /** The revision whose state came back. */
    restored: v.number(),
    /** Live memories that contradict it now. */
    conflicts: v.array(ShownMemory),
    /** Ids of memories that were ended. */
    superseded: v.array(v.string()),
  }),
  annotations: { readOnlyHint: false, idempotentHint: false, destructiveHint: true },
  async run({ input: { memoryId, ...request }, deps: { memory, scope }, options }) {
    const done = await memory.memories.undo(memoryId, { ...scope, ...request }, options);
    const conflicts =
      done.conflicts.length === 0
        ? []
        : ['These contradict it now; ask the person which holds:', ...done.conflicts.map(lineOf)];
    return {
      text: [`Back as of revision ${done.restored}:`, lineOf(done.memory), ...conflicts].join('\n'),
      details: {
        memory: toShown(done.memory),
        restored: done.restored,
        conflicts: done.conflicts.map(toShown),
        superseded: [...done.superseded],
      },
    };
  },
});
