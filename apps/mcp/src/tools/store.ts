import * as v from 'valibot';

import { Category, Importance, text } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';

export const storeTool = defineMemoryTool({
  name: 'memory_store',
  title: 'Store in memory',
  description:
    'Store one statement in long-term memory, when the person asks to remember something, corrects something, or states a lasting fact, preference or decision. What it contradicts is marked as no longer true; what is known already is not stored twice. Never store passwords, keys or card numbers.',
  input: v.strictObject({
    text: text(
      8_000,
      'One statement that is understood without this conversation, in the words and language of the person.',
    ),
    importance: v.optional(Importance, 0.7),
    category: v.optional(Category, 'user_memory_fact'),
  }),
  output: v.object({ action: v.picklist(['created', 'updated']), id: v.string() }),
  annotations: { readOnlyHint: false, idempotentHint: true, destructiveHint: false },
  async run({ input, deps: { memory, scope }, options }) {
    const { action, id } = await memory.remember({ ...scope, ...input }, options);
    const verb = action === 'created' ? 'Stored' : 'Known already, updated';
    return { text: `${verb} [${id}]: ${input.text}`, details: { action, id } };
  },
});
