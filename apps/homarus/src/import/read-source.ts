import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { linesOf } from '@homarus/memory';
import type { ImportItem } from '@homarus/memory';
import {
  claudeCodeItems,
  codexItems,
  markdownItems,
  mem0Items,
  messageItems,
  openclawItems,
  transcriptItems,
} from '@homarus/memory/portability';
import type { SourceDocument } from '@homarus/memory/portability';

import { decodeText } from './decode-text.ts';
import type { SourceFile } from './find-files.ts';
import type { ImportSource } from './source.ts';

export interface ReadSourceOptions {
  /** Of a source of several users: whose. Default: the first that is met. */
  readonly sourceUserId?: string | undefined;
  /** Told as reading goes on. */
  readonly onRead: (bytes: number) => void;
}

/** The items of files, one after the other; a file that cannot be read is a problem of its own. */
export async function* readFiles(
  source: ImportSource,
  files: readonly SourceFile[],
  options: ReadSourceOptions,
): AsyncGenerator<ImportItem, void, undefined> {
  for (const file of files) {
    try {
      yield* readOne(source, file, options);
    } catch (error) {
      if (!isFileError(error)) throw error;
      yield { type: 'problem', file: file.name, line: 1, outcome: 'failed', reason: 'unreadable' };
    }
  }
}

async function* readOne(
  source: ImportSource,
  { path, name: file, type, bytes, modifiedAt }: SourceFile,
  { sourceUserId: userId, onRead }: ReadSourceOptions,
): AsyncGenerator<ImportItem, void, undefined> {
  if (type === 'derived') {
    yield { type: 'problem', file, line: 1, outcome: 'skipped', reason: 'derived' };
    onRead(bytes);
  } else if (type === 'transcript') {
    const stream = createReadStream(path);
    stream.on('data', (chunk) => onRead(chunk.length));
    yield* transcriptItems({ file, ...sessionOf(file), lines: linesOf(stream) });
  } else if (type === 'unreadable') {
    yield { type: 'problem', file, line: 1, outcome: 'failed', reason: 'unreadable' };
  } else {
    const content = decodeText(await readFile(path));
    onRead(bytes);
    if (content === undefined) {
      yield { type: 'problem', file, line: 1, outcome: 'failed', reason: 'no_text' };
    } else {
      yield* documentItems(source, { file, content, modifiedAt }, userId);
    }
  }
}

function documentItems(
  source: ImportSource,
  document: SourceDocument,
  userId: string | undefined,
): Iterable<ImportItem> {
  switch (source) {
    case 'openclaw':
      return openclawItems(document);
    case 'claude-code':
      return claudeCodeItems(document);
    case 'codex':
      return codexItems(document);
    case 'messages':
      return messageItems(document);
    case 'mem0':
      return mem0Items(document, { userId });
    default:
      return markdownItems(document, { origin: source });
  }
}

/** `agents/<agent>/sessions/<session>.jsonl`, with a suffix once the session was reset. */
function sessionOf(file: string) {
  const [, agentId] = /(?:^|\/)agents\/([^/]+)\/sessions\//u.exec(file) ?? [];
  const sessionId = (file.split('/').at(-1) ?? file).replace(/\.jsonl.*$/u, '');
  return { agentId, sessionId };
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
