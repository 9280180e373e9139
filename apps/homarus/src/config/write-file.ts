import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts a text in the place of a file at once and durably: readers see the old one or the new one. A
 * link stays a link. A file with secrets is for its owner alone; others keep their mode (0600 for new
 * ones).
 */
export async function writeFileAtomically(
  file: string,
  text: string,
  { isSecret }: { readonly isSecret: boolean },
): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = await stat(target).catch(() => undefined);
  const mode = isSecret || before === undefined ? 0o600 : before.mode & 0o777;
  const draft = path.join(folder, `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    await using handle = await open(draft, 'wx', mode);
    // What the process's mask has taken away.
    await handle.chmod(mode);
    await handle.writeFile(text);
    await handle.sync();
    await rename(draft, target);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  await using held = await open(folder, 'r');
  await held.sync();
}
