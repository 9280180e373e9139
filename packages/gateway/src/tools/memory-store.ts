import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import { memoryCategories } from '@homarus/memory';
import type { MemoryService } from '@homarus/memory';
import * as v from 'valibot';

import { scopeOf } from './scope.ts';

const Input = v.object({
  text: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(8000),
    v.description('One statement that is understood without this conversation.'),
  ),
  importance: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.7),
  category: v.optional(v.picklist(memoryCategories), 'user_memory_fact'),
});

/**
 * Stores a statement. Details: `{action: "created" | "updated", id}`, or `{action: "queued"}` while the
 * memory service cannot be reached.
 */
export function memoryStoreTool(memory: MemoryService, accountId: string): Tool {
  return defineTool({
    name: 'memory_store',
    description:
      'Store one statement in long-term memory, when the user asks to remember something or states a lasting fact, preference or decision. Never store secrets.',
    input: Input,
    async execute({ text, importance, category }, context) {
      const result = await memory.remember(scopeOf(accountId, context), {
        text,
        importance,
        category,
      });
      if (result.action === 'queued') {
        return {
          text: `The memory cannot be reached now. This waits on disk and is stored when it can be: ${text}`,
          details: { action: result.action },
        };
      }
      const verb = result.action === 'created' ? 'Stored' : 'Updated';
      return {
        text: `${verb} [${result.id}]: ${text}`,
        details: { action: result.action, id: result.id },
      };
    },
  });
}
