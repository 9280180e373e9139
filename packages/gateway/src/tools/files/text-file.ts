import { AppError } from '@homarus/base';

import type { Workspace } from '../../workspace/workspace.ts';

/** Which folder an agent works in. */
export type WorkspaceOf = (agentId: string) => Workspace;

/** The largest file that is read. */
const maxFileBytes = 8 * 1024 * 1024;

/** The longest content that is written; it can be read again, whatever its letters. */
export const maxContentChars = 2 * 1024 * 1024;

/** The text of bytes; undefined when they are not text: a NUL, or not UTF-8. */
export function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a text file of a workspace; `unsupported` for one that is not text. */
export async function readText(workspace: Workspace, path: string): Promise<string> {
  const file = await workspace.read(path, { maxBytes: maxFileBytes });
  const text = textOf(file.bytes);
  if (text !== undefined) return text;
  throw new AppError(
    'unsupported',
    `path: ${JSON.stringify(file.path)} is not a text (${file.sizeBytes} bytes of binary data).`,
    { details: { path: 'path', sizeBytes: file.sizeBytes } },
  );
}
