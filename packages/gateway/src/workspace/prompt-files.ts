import path from 'node:path';

import { estimateTokens, isAppError, truncate } from '@homarus/base';

import { stampOf } from './file-stamp.ts';
import type { Workspace } from './workspace.ts';

/** The files of a workspace that make an agent what it is, with what each may cost of a prompt. */
export const workspaceFiles = [
  { name: 'AGENTS.md', promptTokens: 500 },
  { name: 'SOUL.md', promptTokens: 300 },
  { name: 'USER.md', promptTokens: 200 },
  { name: 'IDENTITY.md', promptTokens: 100 },
  { name: 'TOOLS.md', promptTokens: 0 },
  { name: 'HEARTBEAT.md', promptTokens: 0 },
  { name: 'MEMORY.md', promptTokens: 0 },
] as const;

export type WorkspaceFileName = (typeof workspaceFiles)[number]['name'];

/** The largest of these files. */
export const maxPromptFileBytes = 256 * 1024;

const promptFiles = workspaceFiles.filter(({ promptTokens }) => promptTokens > 0);

/** What the files say to the model, each under its name and cut to its budget; empty without any. */
export type ReadPromptFiles = (workspace: Workspace) => Promise<string>;

/** Every turn asks: files that have not changed are not read again. */
export function createPromptFiles(): ReadPromptFiles {
  const known = new Map<string, { readonly stamp: string; readonly text: Promise<string> }>();
  return (workspace) => {
    const { root } = workspace;
    const stamp = promptFiles.map(({ name }) => stampOf(path.join(root, name)) ?? '').join(' ');
    const last = known.get(root);
    if (last?.stamp === stamp) return last.text;
    const text = readAll(workspace);
    known.set(root, { stamp, text });
    text.catch(() => known.delete(root));
    return text;
  };
}

async function readAll(workspace: Workspace): Promise<string> {
  const sections = await Promise.all(
    promptFiles.map(async ({ name, promptTokens }) => {
      const text = (await readQuietly(workspace, name)).trim();
      return text === '' ? '' : `# ${name}\n${cutTo(text, promptTokens, name)}`;
    }),
  );
  return sections.filter((section) => section !== '').join('\n\n');
}

/** Empty for a file that is not there, too large, or may not be read: a turn goes on without it. */
async function readQuietly(workspace: Workspace, name: string): Promise<string> {
  try {
    return (await workspace.read(name, { maxBytes: maxPromptFileBytes })).bytes.toString('utf8');
  } catch (error) {
    if (isAppError(error)) return '';
    throw error;
  }
}

function cutTo(text: string, maxTokens: number, name: string): string {
  const tokens = estimateTokens(text);
  if (tokens <= maxTokens) return text;
  const characters = Array.from(text).length;
  const kept = truncate(text, Math.floor((characters * maxTokens) / tokens));
  return `${kept}\n[Cut; read ${name} for the rest.]`;
}
