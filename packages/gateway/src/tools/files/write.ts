import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import * as v from 'valibot';

import { maxContentChars } from './text-file.ts';
import type { WorkspaceOf } from './text-file.ts';

const Input = v.object({
  path: v.pipe(v.string(), v.minLength(1)),
  content: v.pipe(v.string(), v.maxLength(maxContentChars)),
});

/** Writes a whole file. Details: `{path, isNew, bytes}`. */
export function writeTool(workspaceOf: WorkspaceOf): Tool {
  return defineTool({
    name: 'write',
    description: 'Write a whole text file of the workspace; replaces what is there.',
    input: Input,
    async execute({ path, content }, { agentId }) {
      const written = await workspaceOf(agentId).write(path, content);
      const bytes = Buffer.byteLength(content);
      const what = written.isNew ? 'Made' : 'Replaced';
      return { text: `${what} ${written.path} (${bytes} bytes).`, details: { ...written, bytes } };
    },
  });
}
