import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import * as v from 'valibot';

import type { FolderEntry } from '../../workspace/workspace.ts';
import type { WorkspaceOf } from './text-file.ts';

const Input = v.object({ path: v.optional(v.string(), '.') });

const maxEntries = 500;

/** Lists a folder. Details: `{path, entries: [{name, kind, sizeBytes}], total}`. */
export function listTool(workspaceOf: WorkspaceOf): Tool {
  return defineTool({
    name: 'list',
    description: 'List a folder of the workspace.',
    input: Input,
    async execute({ path }, { agentId }) {
      const all = await workspaceOf(agentId).list(path);
      const entries = all.slice(0, maxEntries);
      const cut =
        all.length > entries.length ? [`[${all.length} entries; these are the first.]`] : [];
      const text =
        all.length === 0 ? 'The folder is empty.' : [...entries.map(toLine), ...cut].join('\n');
      return { text, details: { path, entries, total: all.length } };
    },
  });
}

function toLine({ name, kind, sizeBytes }: FolderEntry): string {
  if (kind === 'folder') return `${name}/`;
  return sizeBytes === undefined ? `${name} (${kind})` : `${name} (${sizeBytes} bytes)`;
}
