import { AppError } from '@homarus/base';

import type { MirrorText } from '../ports/mirror.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { conflictPath } from './paths.ts';

const maxAttempts = 5;
const maxConflicts = 99;

/**
 * Puts a text in place of what is at the path. A text there that `isOurs` does not know is a person's:
 * it is kept beside. Resolves to the stamp; undefined when something is there that cannot be kept as a
 * text, and so is left.
 */
export async function overwrite(
  deps: MirrorDeps,
  file: { readonly path: string; readonly text: string },
  isOurs: (text: string) => boolean,
): Promise<string | undefined> {
  const { path, text } = file;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const found = await deps.files.read(path);
    if (found?.text === text) return found.stamp;
    if (found !== undefined && found.text === undefined) return undefined;
    if (found?.text !== undefined && !isOurs(found.text)) await keepBeside(deps, path, found.text);
    const stamp = await deps.files.write(path, text, found?.stamp);
    if (stamp !== undefined) {
      deps.report.count('written');
      return stamp;
    }
  }
  throw new AppError('unavailable', `${path} changes faster than it can be written.`);
}

/** Keeps an edit as `<slug>.conflict.md`; one that is kept already is not kept twice. */
export async function keepBeside(deps: MirrorDeps, path: string, text: string): Promise<void> {
  for (let count = 1; count <= maxConflicts; count += 1) {
    const place = conflictPath(path, count);
    const found: MirrorText | undefined = await deps.files.read(place);
    const isKept =
      found === undefined
        ? (await deps.files.write(place, text, undefined)) !== undefined
        : found.text === text;
    if (!isKept) continue;
    deps.report.count('conflicts');
    deps.report.setProblem({ path: place, kind: 'conflict', reason: '' });
    deps.log.warn('An edit of an older version was kept beside its file', { path: place });
    return;
  }
  throw new AppError('unavailable', `${path} has ${maxConflicts} conflicts; look at them first.`);
}
