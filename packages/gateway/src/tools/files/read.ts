import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import * as v from 'valibot';

import { readText } from './text-file.ts';
import type { WorkspaceOf } from './text-file.ts';

const Input = v.object({
  path: v.pipe(v.string(), v.minLength(1)),
  offset: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.description('First line.')),
    1,
  ),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)), 1000),
});

/** What one call answers at most; one line alone may be cut to it. */
const maxChars = 24_000;

/** Reads a text file by lines. Details: `{path, offset, lines, totalLines}`. */
export function readTool(workspaceOf: WorkspaceOf): Tool {
  return defineTool({
    name: 'read',
    description: 'Read a text file of the workspace, by lines.',
    input: Input,
    async execute({ path, offset, limit }, { agentId }) {
      const all = toLines(await readText(workspaceOf(agentId), path));
      const shown = takeLines(all.slice(offset - 1, offset - 1 + limit));
      const end = offset - 1 + shown.length;
      const details = { path, offset, lines: shown.length, totalLines: all.length };
      if (shown.length === 0) {
        return { text: `[The file has ${all.length} lines; there is none at ${offset}.]`, details };
      }
      const isWhole = offset === 1 && end === all.length;
      const more = end < all.length ? ` Read on with offset ${end + 1}.` : '';
      const notice = isWhole ? '' : `\n[Lines ${offset} to ${end} of ${all.length}.${more}]`;
      return { text: shown.join('\n') + notice, details };
    },
  });
}

function toLines(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** As many whole lines as fit; of a first line that does not, its beginning. */
function takeLines(lines: readonly string[]): readonly string[] {
  const taken: string[] = [];
  let chars = 0;
  for (const line of lines) {
    chars += line.length + 1;
    if (chars > maxChars) break;
    taken.push(line);
  }
  const [first] = lines;
  if (taken.length > 0 || first === undefined) return taken;
  return [`${first.slice(0, maxChars)} [Cut: this line has ${first.length} characters.]`];
}
