import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import { AppError } from '@homarus/base';
import * as v from 'valibot';

import { readText } from './text-file.ts';
import type { WorkspaceOf } from './text-file.ts';

const Input = v.object({
  path: v.pipe(v.string(), v.minLength(1)),
  oldText: v.pipe(v.string(), v.minLength(1), v.description('Exactly as in the file.')),
  newText: v.string(),
  all: v.optional(v.boolean(), false),
});

/** Replaces a text in a file. Details: `{path, replaced}`. */
export function editTool(workspaceOf: WorkspaceOf): Tool {
  return defineTool({
    name: 'edit',
    description:
      'Replace a text in a file of the workspace. It must occur exactly once, unless all is true.',
    input: Input,
    async execute({ path, oldText, newText, all }, { agentId }) {
      const workspace = workspaceOf(agentId);
      const parts = (await readText(workspace, path)).split(oldText);
      const found = parts.length - 1;
      if (found === 0) throw misfit('oldText does not occur in the file; read it again.', found);
      if (found > 1 && !all) {
        throw misfit(`oldText occurs ${found} times; give more of it, or all: true.`, found);
      }
      const written = await workspace.write(path, parts.join(newText));
      const text = `Replaced ${found === 1 ? 'it' : `${found} times`} in ${written.path}.`;
      return { text, details: { path: written.path, replaced: found } };
    },
  });
}

function misfit(message: string, found: number): AppError {
  return new AppError('invalid_request', message, { details: { path: 'oldText', found } });
}
