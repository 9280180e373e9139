import { throwIfAborted } from '@homarus/base';

import type { MirroredFile } from '../ports/mirror-ledger.ts';
import type { MirrorEntry } from '../ports/mirror.ts';
import { memoryStates, stateOf } from '../record.ts';
import type { MemoryRecord } from '../record.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import {
  folderOf,
  isConflictFile,
  isMemoryFile,
  leadsToMemories,
  nameOf,
  parseMemoryFolder,
} from './paths.ts';
import { revisionsOf, showMemory, targetOf } from './show-memory.ts';
import type { LedgerPart } from './show-memory.ts';
import { hashOf } from './shown.ts';
import { takeIn } from './take-in.ts';

/**
 * When more files than this have vanished at once, or their folder has, it was no person who forgets a
 * few things: a disk that is not there, a folder that was cleared. They are put back.
 */
export const maxForgottenAtOnce = 5;

/** Files of a folder by name; `undefined`: all that are there or should be. */
export type Changes = ReadonlyMap<string, ReadonlySet<string> | undefined>;

export interface ScanOptions {
  /** Puts all back that has vanished, and forgets nothing. */
  readonly isRestoring: boolean;
  readonly signal?: AbortSignal | undefined;
}

interface Vanished {
  readonly row: MirroredFile;
  readonly isFolderGone: boolean;
}

/** Looks at the given files, or at all, and does what people did there. */
export async function scan(
  deps: MirrorDeps,
  changes: Changes,
  { isRestoring, signal }: ScanOptions,
): Promise<void> {
  const vanished: Vanished[] = [];
  for (const [folder, names] of changes) {
    throwIfAborted(signal);
    if (parseMemoryFolder(folder) === undefined) continue;
    vanished.push(...(await scanFolder(deps, folder, names)));
  }
  await settleVanished(deps, vanished, isRestoring);
}

/** All folders of memories, on the disk and in the ledger, below `''` or an account's folder. */
export async function allFolders(deps: MirrorDeps, below: string): Promise<Changes> {
  const known = (await deps.ledger.listFolders()).filter(
    (folder) => below === '' || folder.startsWith(`${below}/`),
  );
  const found = await foldersOnDisk(deps, below);
  return new Map([...known, ...found].map((folder) => [folder, undefined]));
}

async function foldersOnDisk(
  { files }: Pick<MirrorDeps, 'files'>,
  folder: string,
): Promise<readonly string[]> {
  if (parseMemoryFolder(folder) !== undefined) return [folder];
  if (!leadsToMemories(folder)) return [];
  const found: string[] = [];
  for (const { name, type } of (await files.list(folder)) ?? []) {
    const inner = folder === '' ? name : `${folder}/${name}`;
    if (type === 'folder') found.push(...(await foldersOnDisk({ files }, inner)));
  }
  return found;
}

async function scanFolder(
  deps: MirrorDeps,
  folder: string,
  names: ReadonlySet<string> | undefined,
): Promise<readonly Vanished[]> {
  const entries =
    names === undefined ? await deps.files.list(folder) : await statAll(deps, folder, names);
  const rows =
    names === undefined
      ? await deps.ledger.listFiles(folder)
      : await deps.ledger.findFiles([...names].map((name) => `${folder}/${name}`));
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const there = (entries ?? []).filter(({ type }) => type === 'file');
  const present = new Set(there.map(({ name }) => `${folder}/${name}`));
  forgetSolved(deps, folder, { names, present });
  for (const { name, stamp } of there) {
    const path = `${folder}/${name}`;
    if (isConflictFile(name)) deps.report.setProblem({ path, kind: 'conflict', reason: '' });
    const row = byPath.get(path);
    if (isMemoryFile(name) && row?.stamp !== stamp) await lookInto(deps, path, row);
  }
  const gone = rows.filter(({ path }) => !present.has(path));
  if (gone.length === 0) return [];
  const isFolderGone = (entries ?? (await deps.files.list(folder))) === undefined;
  return gone.map((row) => ({ row, isFolderGone }));
}

/** Undefined when the folder itself is not there. */
async function statAll(
  { files }: MirrorDeps,
  folder: string,
  names: ReadonlySet<string>,
): Promise<readonly MirrorEntry[] | undefined> {
  const found: MirrorEntry[] = [];
  for (const name of [...names].toSorted()) {
    const stamp = await files.stampOf(`${folder}/${name}`);
    if (stamp !== undefined) found.push({ name, type: 'file', stamp });
  }
  const isFolderThere = found.length > 0 || (await files.list(folder)) !== undefined;
  return isFolderThere ? found : undefined;
}

/** Problems of files that are gone are none. */
function forgetSolved(
  { report }: MirrorDeps,
  folder: string,
  { names, present }: { names: ReadonlySet<string> | undefined; present: ReadonlySet<string> },
): void {
  for (const { path } of report.getProblems()) {
    const isLookedAt = folderOf(path) === folder && (names?.has(nameOf(path)) ?? true);
    if (isLookedAt && !present.has(path)) report.clearProblem(path);
  }
}

async function lookInto(
  deps: MirrorDeps,
  path: string,
  row: MirroredFile | undefined,
): Promise<void> {
  const found = await deps.files.read(path);
  if (found === undefined) return;
  const { text, stamp } = found;
  if (text === undefined) {
    const reason = 'it is no UTF-8 text, or larger than 1 MiB';
    deps.report.setProblem({ path, kind: 'malformed', reason });
    return;
  }
  if (row !== undefined && hashOf(text) === row.hash) {
    deps.report.clearProblem(path);
    await note(deps, { files: [{ ...row, stamp }], removed: [] });
    return;
  }
  await note(deps, await takeIn(deps, { path, text, stamp }));
}

async function note({ ledger }: MirrorDeps, part: LedgerPart): Promise<void> {
  if (part.files.length + part.removed.length > 0) await ledger.note(part);
}

/** What is still missing after all that is there was looked at: a file that was moved is not. */
async function settleVanished(
  deps: MirrorDeps,
  vanished: readonly Vanished[],
  isRestoring: boolean,
): Promise<void> {
  const missing: Vanished[] = [];
  for (const entry of vanished) {
    const [row] = await deps.ledger.findFiles([entry.row.path]);
    const isStillMissing = row !== undefined && (await deps.files.stampOf(row.path)) === undefined;
    if (isStillMissing) missing.push({ ...entry, row });
  }
  const isTooMany = missing.length > maxForgottenAtOnce;
  if (isTooMany && !isRestoring) {
    deps.log.warn('Many files of the mirror have vanished; they are put back', {
      count: missing.length,
    });
  }
  for (const { row, isFolderGone } of missing) {
    await settleOne(deps, row, isRestoring || isTooMany || isFolderGone);
  }
}

async function settleOne(deps: MirrorDeps, row: MirroredFile, isKept: boolean): Promise<void> {
  const { accountId, userId, agentId, memoryId: id } = row;
  const scope = { accountId, userId, agentId };
  const [record] = await deps.store.findMemories(scope, { ids: [id], states: memoryStates });
  if (record === undefined || stateOf(record) !== 'live') {
    await note(deps, { files: [], removed: [row.path] });
    return;
  }
  if (isKept || !(await isAsShown(deps, record, row))) {
    await note(deps, await showMemory(deps, record, { known: row }));
    deps.report.count('restored');
    return;
  }
  await deps.library.forget(scope, id);
  deps.report.count('forgotten');
  deps.log.info('A memory was forgotten because its file was removed', { id, path: row.path });
  await note(deps, { files: [], removed: [row.path] });
}

/** Whether the removed file said what is known now: only that can be meant to be forgotten. */
async function isAsShown(
  deps: MirrorDeps,
  record: MemoryRecord,
  row: MirroredFile,
): Promise<boolean> {
  const { text } = await targetOf(deps, record, await revisionsOf(deps, record));
  return hashOf(text) === row.hash;
}
