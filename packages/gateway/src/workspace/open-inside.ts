import { constants } from 'node:fs';
import { mkdir, open, readlink, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';

import { AppError } from '@homarus/base';

import { isInside, outside } from './workspace-path.ts';

/** A folder that is held open: what is opened through it is in it, whatever happens to its path. */
export interface HeldFolder extends AsyncDisposable {
  /** The path of an entry, to be opened without following a link. */
  entry(name: string): string;
}

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** On Linux a path through an open descriptor cannot be turned elsewhere by swapping a link. */
const hasDescriptorPaths = process.platform === 'linux';

/**
 * Opens a folder of the workspace by its real path, and makes the folders that lack when asked to.
 * Throws `forbidden` when a link leads out, `not_found` when there is no such folder.
 */
export async function holdFolder(
  root: string,
  inner: string,
  options: { readonly isMade?: boolean } = {},
): Promise<HeldFolder> {
  const realRoot = await realRootOf(root, inner);
  const place = await realpath(path.join(realRoot, inner)).catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw toPathError(error, inner);
  });
  if (place !== undefined) return heldAt(realRoot, place, inner);
  if (options.isMade !== true || inner === '') throw notFound(inner);
  await using parent = await holdFolder(root, parentOf(inner), options);
  const made = parent.entry(path.basename(inner));
  await mkdir(made, { mode: 0o700 }).catch((error: unknown) => {
    if (!hasErrno(error, 'EEXIST')) throw toPathError(error, inner);
  });
  return await heldAt(realRoot, made, inner);
}

async function realRootOf(root: string, inner: string): Promise<string> {
  return realpath(root).catch((error: unknown) => {
    throw toPathError(error, inner);
  });
}

async function heldAt(realRoot: string, place: string, inner: string): Promise<HeldFolder> {
  const handle = await open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).catch((error: unknown) => {
    throw toPathError(error, inner);
  });
  try {
    const actual = await placeOf(handle, place);
    if (!isInside(realRoot, actual)) throw outside(inner);
    const base = hasDescriptorPaths ? `/proc/self/fd/${handle.fd}` : actual;
    return {
      entry: (name) => (name === '' ? base : `${base}/${name}`),
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Where an open file is now, after all links. */
async function placeOf(handle: FileHandle, opened: string): Promise<string> {
  return hasDescriptorPaths ? readlink(`/proc/self/fd/${handle.fd}`) : realpath(opened);
}

/**
 * Opens a regular file of the workspace for reading. A link is followed as long as it leads to a file
 * of the workspace.
 */
export async function openFileInside(root: string, inner: string): Promise<FileHandle> {
  const realRoot = await realRootOf(root, inner);
  const place = await realpath(path.join(realRoot, inner)).catch((error: unknown) => {
    throw toPathError(error, inner);
  });
  if (!isInside(realRoot, place)) throw outside(inner);
  await using folder = await holdFolder(realRoot, path.relative(realRoot, path.dirname(place)));
  // Not to wait for the other end of a pipe.
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const handle = await open(folder.entry(path.basename(place)), flags).catch((error: unknown) => {
    throw toPathError(error, inner);
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new AppError('invalid_request', `path: ${JSON.stringify(inner)} is not a file.`, {
    details: { path: 'path' },
  });
}

/** The folder of an inner path; empty for the workspace itself. */
export function parentOf(inner: string): string {
  const parent = path.dirname(inner);
  return parent === '.' ? '' : parent;
}

export function notFound(inner: string): AppError {
  return new AppError('not_found', `path: there is no ${JSON.stringify(inner || '.')} here.`, {
    details: { path: 'path' },
  });
}

export function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What the system says about a path, for the model to mend its call by. */
export function toPathError(error: unknown, inner: string): unknown {
  if (hasErrno(error, 'ENOENT')) return notFound(inner);
  if (hasErrno(error, 'EEXIST')) {
    return new AppError('conflict', `path: there is a ${JSON.stringify(inner)} already.`, {
      details: { path: 'path' },
      cause: error,
    });
  }
  const text = reasons.find(({ code }) => hasErrno(error, code))?.text;
  if (text === undefined) return error;
  return new AppError('invalid_request', `path: ${JSON.stringify(inner || '.')} ${text}.`, {
    details: { path: 'path' },
    cause: error,
  });
}

const reasons = [
  { code: 'ENOTDIR', text: 'is a file, or leads through one, where a folder is needed' },
  { code: 'EISDIR', text: 'is a folder' },
  { code: 'ELOOP', text: 'is a link that cannot be followed' },
  { code: 'ENAMETOOLONG', text: 'is too long' },
  { code: 'ENXIO', text: 'is not a file' },
  { code: 'EACCES', text: 'may not be opened by this process' },
  { code: 'EPERM', text: 'may not be opened by this process' },
] as const;
