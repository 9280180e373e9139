import { AppError, assertNever } from '@homarus/base';
import type { ForgetAnswer } from '@homarus/protocol';
import * as v from 'valibot';

import { MemoryId, text } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';
import type { ToolAnswer } from './memory-tool.ts';

const Output = v.object({
  action: v.picklist(['deleted', 'not_found', 'candidates', 'nothing_found']),
  id: v.optional(v.string()),
  candidates: v.optional(
    v.array(
      v.object({ id: v.string(), text: v.string(), category: v.string(), score: v.number() }),
    ),
  ),
});

export const forgetTool = defineMemoryTool({
  name: 'memory_forget',
  title: 'Forget a memory',
  description:
    'Forget a memory, when the person asks for it. Give the memoryId, or a query with words of what to forget: then it is forgotten only when one memory is meant beyond doubt; otherwise candidates come back, and the person says which one. What was forgotten is not learned again from old conversations; memory_undo brings it back.',
  input: v.strictObject({
    memoryId: v.exactOptional(MemoryId),
    query: v.exactOptional(text(10_000, 'What the memory says, when its id is not known.')),
  }),
  output: Output,
  annotations: { readOnlyHint: false, idempotentHint: true, destructiveHint: true },
  async run({ input, deps: { memory, scope }, options }) {
    return toAnswer(await memory.forget({ ...scope, ...requestOf(input) }, options));
  },
});

function requestOf({ memoryId, query }: { readonly memoryId?: string; readonly query?: string }) {
  if (memoryId !== undefined && query === undefined) return { memoryId };
  if (query !== undefined && memoryId === undefined) return { query };
  throw new AppError('invalid_request', 'Give either memoryId or query, not both and not neither.');
}

function toAnswer(answer: ForgetAnswer): ToolAnswer<v.InferInput<typeof Output>> {
  const { action } = answer;
  switch (action) {
    case 'deleted':
      return { text: `Forgotten: [${answer.id}].`, details: { action, id: answer.id } };
    case 'not_found': {
      const hint = 'memory_recall and memory_list show the ids.';
      return {
        text: `There is no memory [${answer.id}]; ${hint}`,
        details: { action, id: answer.id },
      };
    }
    case 'candidates': {
      const lines = answer.candidates.map(({ id, text: words }) => `- [${id}] ${words}`);
      const head =
        'Several memories may be meant; nothing was forgotten. Ask which one, then call again with its memoryId:';
      return {
        text: [head, ...lines].join('\n'),
        details: { action, candidates: answer.candidates.map((candidate) => ({ ...candidate })) },
      };
    }
    case 'nothing_found':
      return { text: 'No memory says that; nothing was forgotten.', details: { action } };
    default:
      return assertNever(answer);
  }
}
