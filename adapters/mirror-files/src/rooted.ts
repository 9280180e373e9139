import { lstat, mkdir, realpath } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import path from 'node:path';

import { AppError, errorText } from '@homarus/base';
import { requireMirrorPath } from '@homarus/memory';

/** The absolute place of a path below the root, whether something is there or not; through no link. */
export type Locate = (at: string) => Promise<string>;

/**
 * The root may be reached through links (a data folder on another disk); what is below it may not: a
 * link in the tree could have the mirror write anywhere.
 */
export function createLocate(root: string): Locate {
  return async (at) => {
    let place = await realpath(root).catch((error: unknown) => {
      if (isAbsent(error)) return path.resolve(root);
      throw unusable(root, error);
    });
    const parts = at === '' ? [] : requireMirrorPath(at).split('/');
    for (const part of parts.slice(0, -1)) {
      place = path.join(place, part);
      await refuseLink(place);
    }
    return path.join(place, parts.at(-1) ?? '');
  };
}

async function refuseLink(place: string): Promise<void> {
  const found = await statOf(place);
  if (found?.isSymbolicLink() !== true) return;
  throw new AppError(
    'unavailable',
    `${place} is a link; the mirror follows none out of its folder. Put a real folder there.`,
  );
}

/** Undefined when nothing is there. A link is looked at, not followed. */
export async function statOf(place: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(place, { bigint: true });
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw unusable(place, error);
  }
}

/** Makes the folder of a path and those above it, for its owner's eyes only. */
export async function makeFolder(locate: Locate, root: string, folder: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const parts = folder.split('/');
  let place = root;
  for (const [index] of parts.entries()) {
    place = await locate(parts.slice(0, index + 1).join('/'));
    await refuseLink(place);
    await mkdir(place, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
  return place;
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Nothing is there, or something on the way is no folder. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)));
}

export function unusable(place: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = `The mirror in ${place} cannot be used: ${errorText(error)}.`;
  return new AppError('unavailable', message, { cause: error });
}
