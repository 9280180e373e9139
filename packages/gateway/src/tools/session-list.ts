import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import * as v from 'valibot';

import { wallTimeAt } from './now.ts';
import type { SessionReader } from './session-reader.ts';

const Input = v.object({
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 20),
});

/** Lists the person's own sessions. Details: `{sessions: [{key, title, updatedAt}]}`. */
export function sessionListTool(reader: SessionReader, timeZone: string): Tool {
  return defineTool({
    name: 'session_list',
    description: 'List the user’s conversations with you, newest first.',
    input: Input,
    async execute({ limit }, { userId, agentId }) {
      const sessions = await reader.list({ userId, agentId }, limit);
      const lines = sessions.map(({ key, title, updatedAt }) => {
        const when = wallTimeAt(updatedAt, timeZone).iso.slice(0, 16);
        return `- ${key} (${when})${title === undefined ? '' : ` ${title}`}`;
      });
      return { text: lines.join('\n') || 'There are no conversations.', details: { sessions } };
    },
  });
}
