import * as v from 'valibot';

import { text, wholeNumber } from './fields.ts';
import { defineMemoryTool } from './memory-tool.ts';

export const composeTool = defineMemoryTool({
  name: 'memory_compose',
  title: 'What to know now',
  description:
    'Get what is worth knowing for a request, ready to read and within a budget of tokens: who the person is, summaries and open questions of the conversation named by sessionId, and memories that bear on the request. Call it once at the start of a conversation, and when the topic changes.',
  input: v.strictObject({
    prompt: text(100_000, 'What the person asks or wants to do now, in their words.'),
    sessionId: v.exactOptional(
      text(256, 'The id under which this conversation is stored in the memory, when it is.'),
    ),
    tokenBudget: v.optional(wholeNumber(50, 50_000, 'For the whole text.'), 2_000),
  }),
  output: v.object({
    /** Fenced and marked as recalled data; empty when there is nothing to say. */
    text: v.string(),
    estimatedTokens: v.number(),
    layers: v.array(v.string()),
    memoryIds: v.array(v.string()),
  }),
  annotations: { readOnlyHint: true, idempotentHint: true, destructiveHint: false },
  async run({ input, deps: { memory, scope, ids }, options }) {
    const { sessionId = ids.next('session'), ...request } = input;
    const answer = await memory.compose({ ...scope, ...request, sessionId, messages: [] }, options);
    const { systemPromptAddition, estimatedTokens, systemMessages, hits } = answer;
    return {
      text:
        systemPromptAddition === '' ? 'Nothing is known that bears on this.' : systemPromptAddition,
      details: {
        text: systemPromptAddition,
        estimatedTokens,
        layers: systemMessages.map(({ layer }) => layer),
        memoryIds: hits.map(({ id }) => id),
      },
    };
  },
});
