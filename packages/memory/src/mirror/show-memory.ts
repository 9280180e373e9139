import type { LedgerChange, MirroredFile } from '../ports/mirror-ledger.ts';
import { stateOf } from '../record.ts';
import type { MemoryRecord, MemoryRevision } from '../record.ts';
import { renderMemory } from './memory-file.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { overwrite } from './overwrite.ts';
import { memoryPath, otherMemoryPath } from './paths.ts';
import { hashOf, toShown } from './shown.ts';

/** What a step has to note in the ledger. */
export type LedgerPart = Pick<LedgerChange, 'files' | 'removed'>;

export const nothingToNote: LedgerPart = { files: [], removed: [] };

export function joined(parts: readonly LedgerPart[]): LedgerPart {
  return {
    files: parts.flatMap(({ files }) => files),
    removed: parts.flatMap(({ removed }) => removed),
  };
}

/** Where a live memory is to be shown, and how. */
export interface Target {
  readonly path: string;
  readonly text: string;
}

export async function targetOf(
  { ledger }: Pick<MirrorDeps, 'ledger'>,
  record: MemoryRecord,
  revisions: readonly MemoryRevision[],
): Promise<Target> {
  const path = memoryPath(record);
  const [holder] = await ledger.findFiles([path]);
  const isTaken = holder !== undefined && holder.memoryId !== record.id;
  const text = renderMemory(toShown(record, revisions));
  return { path: isTaken ? otherMemoryPath(record) : path, text };
}

/** The revisions of a memory, newest first, as far as its file depends on them. */
export async function revisionsOf(
  { store }: Pick<MirrorDeps, 'store'>,
  record: MemoryRecord,
): Promise<readonly MemoryRevision[]> {
  return record.revision === 1 ? [] : store.listRevisions(record, record.id);
}

/**
 * Puts the file of a memory in order: at its place, with what is known now; none for a memory that does
 * not hold. `taken` is a text of a person that may be overwritten, because it was taken in.
 */
export async function showMemory(
  deps: MirrorDeps,
  record: MemoryRecord,
  { known, taken }: { readonly known: MirroredFile | undefined; readonly taken?: string },
): Promise<LedgerPart> {
  const isOurs = (text: string): boolean => text === taken || hashOf(text) === known?.hash;
  const target =
    stateOf(record) === 'live'
      ? await targetOf(deps, record, await revisionsOf(deps, record))
      : undefined;
  const isMoved = known !== undefined && known.path !== target?.path;
  const removed = isMoved && (await removeOurs(deps, known.path, isOurs)) ? [known.path] : [];
  if (target === undefined) return { files: [], removed };
  const stamp = await overwrite(deps, target, isOurs);
  if (stamp === undefined) return { files: [], removed };
  const { accountId, userId, agentId, ownerSpace } = record;
  const file: MirroredFile = {
    path: target.path,
    accountId,
    userId,
    memoryId: record.id,
    agentId: ownerSpace.startsWith('agent:') ? agentId : '',
    hash: hashOf(target.text),
    stamp,
  };
  return { files: isSameFile(file, known) ? [] : [file], removed };
}

function isSameFile(a: MirroredFile, b: MirroredFile | undefined): boolean {
  return a.path === b?.path && a.hash === b.hash && a.stamp === b.stamp;
}

/** Removes a file unless a person changed it; true when none of ours is there any more. */
export async function removeOurs(
  { files, report }: MirrorDeps,
  path: string,
  isOurs: (text: string) => boolean,
): Promise<boolean> {
  const found = await files.read(path);
  if (found === undefined) return true;
  if (found.text === undefined || !isOurs(found.text)) return true;
  if (!(await files.remove(path, found.stamp))) return false;
  report.count('removed');
  return true;
}
