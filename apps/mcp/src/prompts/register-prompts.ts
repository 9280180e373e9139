import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { GetPromptResult, McpServer } from '@modelcontextprotocol/server';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

import { explain } from '../advice.ts';
import type { ServerDeps } from '../server-deps.ts';
import { text } from '../tools/fields.ts';

/** What a person starts from the menu of prompts of their client. */
export function registerPrompts(server: McpServer, deps: ServerDeps): void {
  const { memory, scope, ids, log } = deps;
  server.registerPrompt(
    'recall',
    {
      title: 'Answer from memory',
      description: 'Ask something with all that the memory knows about it.',
      argsSchema: toStandardJsonSchema(
        v.object({ question: text(10_000, 'What you want to know or do.') }),
      ),
    },
    async ({ question }, { mcpReq: { signal } }) => {
      const request = { ...scope, sessionId: ids.next('session'), messages: [], prompt: question };
      try {
        const { systemPromptAddition } = await memory.compose(request, { signal });
        const known =
          systemPromptAddition === ''
            ? 'The memory holds nothing about this.'
            : systemPromptAddition;
        return asked(`${known}\n\n${question}`);
      } catch (error) {
        throw new ProtocolError(ProtocolErrorCode.InternalError, explain(error, log));
      }
    },
  );
  server.registerPrompt(
    'remember',
    {
      title: 'Remember this conversation',
      description: 'Store what is worth keeping of this conversation.',
    },
    () => asked(rememberText),
  );
  server.registerPrompt(
    'tidy',
    {
      title: 'Look over the memory',
      description: 'Find memories that are outdated, doubled or wrong, and mend them together.',
    },
    () => asked(tidyText),
  );
}

const rememberText = `Look back over our conversation. Which lasting facts, preferences and decisions of mine, and which lessons about how to work with me, are worth keeping? For each, check with memory_recall whether it is known already; store the new and the changed ones with memory_store, each as one plain statement that is understood without this conversation, in my language. Leave out secrets and what passes. Then tell me in a short list what you stored.`;

const tidyText = `Look over my memory with memory_list, page by page. Find memories that contradict each other, say the same, or no longer hold. Show me a short list of what you would change and why, with their ids, and change nothing before I agree. Then use memory_store for corrections and memory_forget for what should go.`;

function asked(words: string): GetPromptResult {
  return { messages: [{ role: 'user', content: { type: 'text', text: words } }] };
}
