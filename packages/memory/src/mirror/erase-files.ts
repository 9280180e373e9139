import { throwIfAborted } from '@homarus/base';

import type { Whose } from '../ports/maintenance-store.ts';
import type { MirroredFile } from '../ports/mirror-ledger.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { accountFolder, isConflictFile, userFolder } from './paths.ts';

/** Tries for a file that somebody changes meanwhile. */
const maxTries = 5;

/**
 * Removes all files of an account or user, those that people put there and kept copies too; then what
 * the ledger knows of them. In this order: a file without its row would be taken in as a new memory.
 */
export async function eraseFiles(
  deps: Pick<MirrorDeps, 'files' | 'ledger'>,
  whose: Whose,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { accountId, userId } = whose;
  const account = accountFolder({ accountId });
  if (userId === undefined) {
    await eraseFolder(deps, account, signal);
    return;
  }
  await eraseFolder(deps, userFolder({ accountId, userId }), signal);
  for (const folder of await deps.ledger.listFolders()) {
    if (!folder.startsWith(`${account}/agents/`)) continue;
    const own = (await deps.ledger.listFiles(folder)).filter((file) => file.userId === userId);
    if (own.length > 0) await eraseOwn(deps, folder, own, signal);
  }
}

type Deps = Pick<MirrorDeps, 'files' | 'ledger'>;

async function eraseFolder(
  deps: Deps,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { name, type } of (await deps.files.list(folder)) ?? []) {
    throwIfAborted(signal);
    const path = `${folder}/${name}`;
    if (type === 'folder') await eraseFolder(deps, path, signal);
    else await eraseFile(deps, path);
  }
  const known = await deps.ledger.listFolders();
  for (const inner of known.filter((name) => name === folder || name.startsWith(`${folder}/`))) {
    const removed = (await deps.ledger.listFiles(inner)).map(({ path }) => path);
    await deps.ledger.note({ files: [], removed });
  }
}

/** Of a folder that several persons share: an agent's. */
async function eraseOwn(
  deps: Deps,
  folder: string,
  own: readonly MirroredFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const names = ((await deps.files.list(folder)) ?? []).map(({ name }) => `${folder}/${name}`);
  for (const { path } of own) {
    throwIfAborted(signal);
    const stem = path.replace(/\.md$/u, '.conflict');
    const copies = names.filter((name) => isConflictFile(name) && name.startsWith(stem));
    for (const file of [path, ...copies]) await eraseFile(deps, file);
  }
  await deps.ledger.note({ files: [], removed: own.map(({ path }) => path) });
}

async function eraseFile({ files }: Deps, path: string): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const stamp = await files.stampOf(path);
    if (stamp === undefined || (await files.remove(path, stamp))) return;
  }
}
