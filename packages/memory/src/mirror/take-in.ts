import { assertNever, hasCode } from '@homarus/base';

import { isSelfCategory } from '../category.ts';
import type { MirroredFile } from '../ports/mirror-ledger.ts';
import { memoryStates, stateOf } from '../record.ts';
import type { MemoryRecord, MemoryRevision } from '../record.ts';
import type { MemoryEdit } from '../library/library.ts';
import type { Scope } from '../scope.ts';
import { editIn, parseMemoryFile } from './memory-file.ts';
import type { ReadMemoryFile } from './memory-file.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import type { MirrorProblemKind } from './mirror-report.ts';
import { keepBeside } from './overwrite.ts';
import { findOwner } from './owner.ts';
import { folderOf, parseMemoryFolder } from './paths.ts';
import type { MemoryFolder } from './paths.ts';
import { nothingToNote, showMemory } from './show-memory.ts';
import type { LedgerPart } from './show-memory.ts';
import { atRevision, toShown } from './shown.ts';

/** A file that a person wrote or changed. */
export interface PersonsFile {
  readonly path: string;
  readonly text: string;
  readonly stamp: string;
}

interface Reading extends PersonsFile {
  readonly file: ReadMemoryFile;
  readonly folder: MemoryFolder;
  readonly scope: Scope;
}

/**
 * Makes of a person's file what it says: a new memory, or a revision of the one that it names. What
 * cannot be taken in is left as it is and told; an edit of an older version is kept beside. Then the
 * file is the memory's again.
 */
export async function takeIn(deps: MirrorDeps, given: PersonsFile): Promise<LedgerPart> {
  const folder = parseMemoryFolder(folderOf(given.path));
  if (folder === undefined) throw new Error(`${given.path} is in no folder of memories.`);
  const parsed = await parseMemoryFile(given.text);
  if (parsed.type === 'malformed') return left(deps, given, 'malformed', parsed.reason);
  const { file } = parsed;
  const scope = await findOwner(deps, folder, file);
  if (scope === undefined) return left(deps, given, 'unknown', 'it does not say whose it is');
  const reading = { ...given, file, folder, scope };
  return file.id === undefined ? create(deps, reading) : revise(deps, reading, file.id);
}

function left(
  deps: MirrorDeps,
  { path }: PersonsFile,
  kind: MirrorProblemKind,
  reason: string,
): LedgerPart {
  deps.report.setProblem({ path, kind, reason });
  deps.log.warn('A file of the mirror was left as it is', { path, kind, reason });
  return nothingToNote;
}

async function create(deps: MirrorDeps, reading: Reading): Promise<LedgerPart> {
  const { file, folder, scope } = reading;
  const { content, importance, tags, validFrom, validTo } = file;
  const named = file.category ?? folder.category;
  const category =
    isSelfCategory(named) === isSelfCategory(folder.category) ? named : folder.category;
  return orRefused(deps, reading, async () => {
    const { action, memory } = await deps.library.create(scope, {
      content,
      category,
      ...(importance === undefined ? {} : { importance }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validTo === undefined ? {} : { validTo }),
    });
    if (action === 'created') deps.report.count('created');
    return settle(deps, reading, memory);
  });
}

async function revise(deps: MirrorDeps, reading: Reading, id: string): Promise<LedgerPart> {
  const { scope, path, text, folder } = reading;
  const [record] = await deps.store.findMemories(scope, { ids: [id], states: memoryStates });
  if (record === undefined) return left(deps, reading, 'unknown', `there is no memory ${id}`);
  const [known] = await deps.ledger.findMemoryFiles(scope, [id]);
  const isCopy = known !== undefined && known.path !== path;
  if (isCopy && (await deps.files.stampOf(known.path)) !== undefined) {
    return left(
      deps,
      reading,
      'copy',
      `${id} is in ${known.path}; take the id out of a new memory`,
    );
  }
  const revisions = await deps.store.listRevisions(scope, id);
  const verdict = judge({ file: reading.file, folder }, record, revisions);
  switch (verdict.type) {
    case 'unchanged':
      return settle(deps, reading, record);
    case 'unnumbered':
      return left(deps, reading, 'malformed', 'revision: must be the one that was edited');
    case 'stale':
      await keepBeside(deps, path, text);
      return settle(deps, reading, record);
    case 'edit':
      return orRefused(deps, reading, async () => {
        const edited = await deps.library.edit(scope, id, {
          ...verdict.edit,
          revision: record.revision,
        });
        deps.report.count('edited');
        return settle(deps, reading, edited);
      });
    default:
      return assertNever(verdict);
  }
}

type Verdict =
  | { readonly type: 'unchanged' | 'stale' | 'unnumbered' }
  | { readonly type: 'edit'; readonly edit: MemoryEdit };

/** Compared with what is known now, and with what the person had before their eyes. */
function judge(
  { file, folder }: Pick<Reading, 'file' | 'folder'>,
  record: MemoryRecord,
  revisions: readonly MemoryRevision[],
): Verdict {
  const { category } = folder;
  if (stateOf(record) === 'live' && editIn(file, record, category) === undefined) {
    return { type: 'unchanged' };
  }
  if (file.revision === undefined) return { type: 'unnumbered' };
  const base = atRevision(record, revisions, file.revision);
  const edit = base === undefined ? undefined : editIn(file, base, category);
  if (base !== undefined && edit === undefined) return { type: 'unchanged' };
  const isFresh =
    stateOf(record) === 'live' && file.revision >= toShown(record, revisions).revision;
  return isFresh && edit !== undefined ? { type: 'edit', edit } : { type: 'stale' };
}

/** The person's file gives way to the memory's. */
async function settle(
  deps: MirrorDeps,
  { path, text, stamp }: PersonsFile,
  record: MemoryRecord,
): Promise<LedgerPart> {
  const [known]: readonly (MirroredFile | undefined)[] = await deps.ledger.findMemoryFiles(record, [
    record.id,
  ]);
  const shown = await showMemory(deps, record, { known, taken: text });
  const isElsewhere = !shown.files.some((file) => file.path === path) && known?.path !== path;
  if (isElsewhere) await deps.files.remove(path, stamp);
  deps.report.clearProblem(path);
  return shown;
}

/** What the memory does not take is left in the file, and why is told. */
async function orRefused(
  deps: MirrorDeps,
  reading: Reading,
  work: () => Promise<LedgerPart>,
): Promise<LedgerPart> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'invalid_request')) return left(deps, reading, 'refused', error.message);
    // Somebody changed the memory meanwhile: it is judged anew.
    if (hasCode(error, 'conflict')) return takeIn(deps, reading);
    throw error;
  }
}
