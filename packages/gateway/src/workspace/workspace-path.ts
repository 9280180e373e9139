import path from 'node:path';

import { AppError } from '@homarus/base';

const maxPathBytes = 4096;
const maxNameBytes = 255;

/**
 * Where in a folder a path lies, by its text alone: `notes/a.md`, empty for the folder itself. An
 * absolute path is fine when it lies in `root`. Throws `invalid_request` for one that no file can
 * have, `forbidden` for one that leads out. Links are the business of whoever opens it.
 */
export function toInnerPath(root: string, given: string): string {
  const bytes = Buffer.byteLength(given);
  if (given.includes('\0') || !given.isWellFormed())
    throw invalid('without NUL or broken characters');
  if (bytes > maxPathBytes) throw invalid(`of at most ${maxPathBytes} bytes`);
  const inner = path.relative(root, path.resolve(root, given));
  if (inner === '..' || inner.startsWith(`..${path.sep}`) || path.isAbsolute(inner)) {
    throw outside(given);
  }
  if (inner.split(path.sep).some((name) => Buffer.byteLength(name) > maxNameBytes)) {
    throw invalid(`whose names have at most ${maxNameBytes} bytes`);
  }
  return inner;
}

/** Whether a real path is `root` or lies in it. */
export function isInside(root: string, place: string): boolean {
  return place === root || place.startsWith(root + path.sep);
}

/** The error of a path that leads out of the workspace. */
export function outside(given: string): AppError {
  return new AppError('forbidden', `path: ${JSON.stringify(given)} is outside of the workspace.`, {
    details: { path: 'path' },
  });
}

function invalid(expected: string): AppError {
  return new AppError('invalid_request', `path: expected a path ${expected}.`, {
    details: { path: 'path', expected },
  });
}
