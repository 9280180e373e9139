import path from 'node:path';

import { defineTool } from '@homarus/agent';
import type { Tool } from '@homarus/agent';
import { isAppError } from '@homarus/base';
import * as v from 'valibot';

import type { Workspace } from '../../workspace/workspace.ts';
import { textOf } from './text-file.ts';
import type { WorkspaceOf } from './text-file.ts';

const Input = v.object({
  query: v.pipe(v.string(), v.minLength(1), v.maxLength(1000), v.description('Literal text.')),
  path: v.optional(v.string(), '.'),
  files: v.optional(v.pipe(v.string(), v.maxLength(200), v.description('Glob: *.md, src/**'))),
});

/** One line that has the text, or a file whose name has it (then without a line). */
interface Match {
  readonly path: string;
  readonly line: number | undefined;
  readonly text: string;
}

const limits = {
  matches: 100,
  files: 5000,
  fileBytes: 2 * 1024 * 1024,
  depth: 20,
  lineChars: 300,
} as const;

/** Folders that programs fill; they are searched when they are named. */
const skippedFolders: ReadonlySet<string> = new Set(['.git', '.homarus', 'node_modules']);

interface Search {
  readonly workspace: Workspace;
  readonly query: string;
  readonly glob: string | undefined;
  readonly signal: AbortSignal;
  readonly matches: Match[];
  seenFiles: number;
}

/**
 * Finds a text in the names and lines of files, in any case. Details:
 * `{matches: [{path, line, text}], isComplete}`.
 */
export function searchTool(workspaceOf: WorkspaceOf): Tool {
  return defineTool({
    name: 'search',
    description: 'Find a text in the names and lines of the files of the workspace.',
    input: Input,
    async execute(input, { agentId, signal }) {
      const search: Search = {
        workspace: workspaceOf(agentId),
        query: input.query.toLowerCase(),
        glob: input.files,
        signal,
        matches: [],
        seenFiles: 0,
      };
      await searchFolder(search, input.path, 0);
      const { matches } = search;
      const isComplete = !isFull(search);
      const lines = matches.map(({ path: at, line, text }) =>
        line === undefined ? at : `${at}:${line}: ${text}`,
      );
      if (!isComplete) lines.push('[There may be more; narrow the search.]');
      return {
        text: lines.length === 0 ? 'Nothing found.' : lines.join('\n'),
        details: { matches, isComplete },
      };
    },
  });
}

async function searchFolder(search: Search, folder: string, depth: number): Promise<void> {
  if (depth > limits.depth) return;
  for (const entry of await search.workspace.list(folder)) {
    search.signal.throwIfAborted();
    if (isFull(search)) return;
    const place = path.join(folder, entry.name);
    if (entry.kind === 'folder') {
      if (!skippedFolders.has(entry.name)) await searchFolder(search, place, depth + 1);
    } else if (entry.kind === 'file' && (entry.sizeBytes ?? 0) <= limits.fileBytes) {
      await searchFile(search, place);
    }
  }
}

async function searchFile(search: Search, place: string): Promise<void> {
  if (search.glob !== undefined && !fits(place, search.glob)) return;
  search.seenFiles += 1;
  const { matches, query } = search;
  if (path.basename(place).toLowerCase().includes(query)) {
    matches.push({ path: place, line: undefined, text: '' });
  }
  const text = await readQuietly(search.workspace, place);
  if (text?.toLowerCase().includes(query) !== true) return;
  for (const [index, line] of text.split('\n').entries()) {
    if (isFull(search)) return;
    if (!line.toLowerCase().includes(query)) continue;
    matches.push({ path: place, line: index + 1, text: line.trim().slice(0, limits.lineChars) });
  }
}

/** A pattern without a folder holds for names, as in `.gitignore`. */
function fits(place: string, glob: string): boolean {
  return path.matchesGlob(glob.includes('/') ? place : path.basename(place), glob);
}

/** Undefined for a file that is gone, may not be read, or is no text. */
async function readQuietly(workspace: Workspace, place: string): Promise<string | undefined> {
  try {
    return textOf((await workspace.read(place, { maxBytes: limits.fileBytes })).bytes);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

function isFull({ matches, seenFiles }: Search): boolean {
  return matches.length >= limits.matches || seenFiles >= limits.files;
}
