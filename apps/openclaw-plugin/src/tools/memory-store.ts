import { memoryCategories } from '@homarus/memory';

import { callOrQueue } from './call-or-queue.ts';
import { answer, numberParam, textParam } from './tool-shape.ts';
import type { ToolShape } from './tool-shape.ts';

/** Details: `{action: "created" | "updated", id}`, or `{action: "queued"}` while the server is not there. */
export const memoryStore: ToolShape = {
  name: 'memory_store',
  label: 'Remember',
  description:
    'Store one statement in long-term memory, when the user asks to remember something or states a lasting fact, preference or decision. Never store secrets.',
  properties: {
    text: {
      type: 'string',
      minLength: 1,
      maxLength: 8000,
      description: 'One statement that is understood without this conversation.',
    },
    importance: { type: 'number', minimum: 0, maximum: 1, default: 0.7 },
    category: { type: 'string', enum: memoryCategories, default: 'user_memory_fact' },
  },
  required: ['text'],
  async run({ parts, identity }, params, signal) {
    const text = textParam(params, 'text');
    if (text === '') return answer('Give a text.', { error: 'missing_param' });
    const importance = numberParam(params, 'importance', { min: 0, max: 1, otherwise: 0.7 });
    const category =
      memoryCategories.find((known) => known === params['category']) ?? 'user_memory_fact';
    const saidAt = parts().clock.now();
    const statement = { ...identity, text, importance, category, saidAt };
    const request = { method: 'remember', params: statement, signal } as const;
    const stored = await callOrQueue(parts(), request, (client, options) =>
      client.remember(statement, options),
    );
    if (stored === undefined) {
      return answer(
        `The memory cannot be reached now. This waits on disk and is stored when it can be: ${text}`,
        { action: 'queued' },
      );
    }
    const { action, id } = stored;
    const verb = action === 'created' ? 'Stored' : 'Updated';
    return answer(`${verb} [${id}]: ${text}`, { action, id });
  },
};
