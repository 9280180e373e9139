import { isSelfCategory } from '../category.ts';
import { allFingerprints } from '../learn/fingerprint.ts';
import { wordingOf } from '../learn/records.ts';
import { checkRequest, toCandidate } from '../learn/remember.ts';
import type { CheckedRequest } from '../learn/remember.ts';
import { toStatement } from '../learn/statement.ts';
import type { MemoryRecord } from '../record.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { Scope } from '../scope.ts';
import { requirePeriod, toTags } from './fields.ts';
import { changesBetween } from './history.ts';
import { createLibraryDraft, invalid, requireMemory, requireRevision } from './library-deps.ts';
import type { LibraryDeps } from './library-deps.ts';
import type { MemoryEdit } from './library.ts';

export async function editByHand(
  deps: LibraryDeps,
  scope: Scope,
  id: string,
  edit: MemoryEdit,
): Promise<MemoryRecord> {
  await retryConflicts(deps.clock, async () => {
    const record = await requireMemory(deps, scope, id, ['live', 'superseded']);
    requireRevision(record, edit.revision);
    const draft = createLibraryDraft(deps, scope, 'person');
    const next = { ...(await toEdited(deps, scope, record, edit)), updatedAt: draft.now };
    if (changesBetween(record, next).length === 0) return;
    draft.change(record, next);
    const buried = await draft.findBuried(allFingerprints(next));
    draft.lift(buried);
    await deps.store.commit(scope, draft.toChange());
  });
  return requireMemory(deps, scope, id);
}

async function toEdited(
  deps: LibraryDeps,
  scope: Scope,
  record: MemoryRecord,
  edit: MemoryEdit,
): Promise<MemoryRecord> {
  const { content, category = record.category, importance = record.importance, tags } = edit;
  if (isSelfCategory(category) !== isSelfCategory(record.category)) {
    throw invalid('category', 'A memory of a person cannot become one of an agent, nor back.');
  }
  const text = content ?? record.content;
  const checked = checkRequest(deps, { text, category, importance }, 'content');
  const validFrom = edit.validFrom === undefined ? record.validFrom : (edit.validFrom ?? undefined);
  const validTo = edit.validTo === undefined ? record.validTo : (edit.validTo ?? undefined);
  requirePeriod(validFrom, validTo);
  const isReworded = checked.text !== record.content;
  return {
    ...record,
    ...(isReworded ? await toReworded(deps, scope, record, checked) : {}),
    category,
    uri: record.uri.replace(`/memories/${record.category}/`, `/memories/${category}/`),
    importance: checked.importance,
    tags: tags === undefined ? record.tags : toTags(deps, tags),
    validFrom,
    validTo,
  };
}

type Reworded = ReturnType<typeof wordingOf> &
  Pick<MemoryRecord, 'attribute' | 'value' | 'entities' | 'source'>;

/** What the new words say, now and by hand; nothing that the old words said is kept beside them. */
async function toReworded(
  deps: LibraryDeps,
  scope: Scope,
  { source: before }: MemoryRecord,
  checked: CheckedRequest,
): Promise<Reworded> {
  const statement = toStatement(await toCandidate(deps, scope, checked), deps.clock.now());
  const { attribute, value, entities = [] } = statement;
  const { saidAt } = statement;
  const source = { ...before, provenance: 'manual' as const, quote: undefined, saidAt };
  return { ...wordingOf(statement), attribute, value, entities, source };
}
