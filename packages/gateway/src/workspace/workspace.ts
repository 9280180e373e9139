import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';

import { hasErrno, holdFolder, openFileInside, parentOf, toPathError } from './open-inside.ts';
import { toInnerPath } from './workspace-path.ts';

export interface FileBytes {
  /** The path inside of the workspace. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
}

export interface WrittenFile {
  /** The path inside of the workspace. */
  readonly path: string;
  readonly isNew: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Of a file. */
  readonly sizeBytes: number | undefined;
}

/**
 * The folder an agent works in. Paths are relative to it, or absolute and in it; none leads out, by
 * `..`, by a link, or by a link that is swapped while it is looked at. Errors: `forbidden` for a way
 * out, `not_found`, `invalid_request` for what is not a file or no possible path, `payload_too_large`.
 */
export interface Workspace {
  /** Absolute; made when it is first written to. */
  readonly root: string;
  /** Rejects with `payload_too_large` for a file of more than `maxBytes`. */
  read(given: string, options: { readonly maxBytes: number }): Promise<FileBytes>;
  /** Puts the whole content in place at once, and makes the folders on the way. */
  write(given: string, content: string): Promise<WrittenFile>;
  /** Makes a new file, and the folders on the way; `conflict` when there is something of that name. */
  add(given: string, content: Uint8Array): Promise<WrittenFile>;
  /** In the order of names. */
  list(given: string): Promise<readonly FolderEntry[]>;
  /** Removes a file or a link; nothing when it is not there. */
  remove(given: string): Promise<void>;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

export function openWorkspace(root: string): Workspace {
  return {
    root,
    read: (given, { maxBytes }) => readInside(root, given, maxBytes),
    write: (given, content) => writeInside(root, given, { content, put: rename }),
    add: (given, content) => writeInside(root, given, { content, put: linkNew }),
    list: (given) => listInside(root, given),
    remove: (given) => removeInside(root, given),
  };
}

async function readInside(root: string, given: string, maxBytes: number): Promise<FileBytes> {
  const inner = toInnerPath(root, given);
  const handle = await openFileInside(root, inner);
  try {
    const { size, mtimeMs } = await handle.stat();
    if (size > maxBytes) throw tooLarge(inner, size, maxBytes);
    const bytes = await handle.readFile();
    return { path: inner, bytes, sizeBytes: size, modifiedAt: Math.floor(mtimeMs) };
  } finally {
    await handle.close();
  }
}

interface Writing {
  readonly content: string | Uint8Array;
  /** Moves the whole file to its place, at once. */
  readonly put: (draft: string, target: string) => Promise<void>;
}

async function writeInside(
  root: string,
  given: string,
  { content, put }: Writing,
): Promise<WrittenFile> {
  const inner = toInnerPath(root, given);
  if (inner === '') throw new AppError('invalid_request', 'path: expected the path of a file.');
  await makeRoot(root);
  await using folder = await holdFolder(root, parentOf(inner), { isMade: true });
  const target = folder.entry(path.basename(inner));
  const before = await lstat(target).catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw toPathError(error, inner);
  });
  if (before?.isDirectory() === true) throw toPathError(errno('EISDIR'), inner);
  const draft = folder.entry(`.${randomUUID()}.tmp`);
  const mode = before === undefined ? 0o600 : before.mode & 0o777;
  const handle = await open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    // A link at the target is replaced, never written through.
    await put(draft, target);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw toPathError(error, inner);
  }
  return { path: inner, isNew: before === undefined };
}

/** Unlike a rename, a link never replaces what is there. */
async function linkNew(draft: string, target: string): Promise<void> {
  await link(draft, target);
  await unlink(draft);
}

async function listInside(root: string, given: string): Promise<readonly FolderEntry[]> {
  const inner = toInnerPath(root, given);
  if (inner === '') await makeRoot(root);
  await using folder = await holdFolder(root, inner);
  const entries = await readdir(folder.entry(''), { withFileTypes: true });
  const described = entries.map(async (entry): Promise<FolderEntry> => {
    const kind = kindOf(entry);
    if (kind !== 'file') return { name: entry.name, kind, sizeBytes: undefined };
    const size = await lstat(folder.entry(entry.name)).then(
      (found) => found.size,
      () => undefined,
    );
    return { name: entry.name, kind, sizeBytes: size };
  });
  const all = await Promise.all(described);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function removeInside(root: string, given: string): Promise<void> {
  const inner = toInnerPath(root, given);
  await using folder = await holdFolder(root, parentOf(inner));
  await unlink(folder.entry(path.basename(inner))).catch((error: unknown) => {
    if (!hasErrno(error, 'ENOENT')) throw toPathError(error, inner);
  });
}

interface EntryKind {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: EntryKind): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

async function makeRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
}

function tooLarge(inner: string, size: number, maxBytes: number): AppError {
  return new AppError(
    'payload_too_large',
    `path: ${JSON.stringify(inner)} has ${size} bytes; at most ${maxBytes} can be read.`,
    { details: { path: 'path', sizeBytes: size, maxBytes } },
  );
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}
