import { errorText, isAppError, singleLine } from '@homarus/base';

import type { LearnCandidate } from '../extract/candidate.ts';
import type { MemoryDraft } from '../learn/draft.ts';
import { toStatementHash } from '../learn/fingerprint.ts';
import { learn } from '../learn/reconcile.ts';
import { ownerSpaceOf } from '../learn/records.ts';
import { maxStatementCharacters, toCandidate } from '../learn/remember.ts';
import type { RememberDeps } from '../learn/remember.ts';
import type { StatementItem } from './item.ts';
import type { ItemResult } from './report.ts';

const defaultImportance = 0.7;
const maxTags = 50;
const maxTagCharacters = 100;

/** Brings statements into the draft, in their order; one that is bad fails alone. */
export async function importStatements(
  deps: RememberDeps,
  draft: MemoryDraft,
  items: readonly StatementItem[],
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const item of items) {
    const result = await importStatement(deps, draft, item).catch((error: unknown): ItemResult => {
      if (isAppError(error)) throw error;
      deps.log.error('A statement could not be imported', { error: errorText(error) });
      return { outcome: 'failed', reason: 'refused' };
    });
    results.push(result);
  }
  return results;
}

async function importStatement(
  deps: RememberDeps,
  draft: MemoryDraft,
  item: StatementItem,
): Promise<ItemResult> {
  const content = item.content.trim();
  const tags = toShortTags(item.tags ?? []);
  if (content === '') return { outcome: 'skipped', reason: 'empty' };
  if (Array.from(content).length > maxStatementCharacters) {
    return { outcome: 'failed', reason: 'too_long' };
  }
  if (deps.hasSecret([content, ...tags].join('\n')))
    return { outcome: 'skipped', reason: 'secret' };
  const { saidAt = draft.now } = item;
  const candidate = await toImported(deps, draft, { ...item, content, tags, saidAt });
  if (await wasKnown(draft, candidate, saidAt)) return { outcome: 'known' };
  const { outcome, memoryId } = await learn(deps, draft, candidate, saidAt);
  if (outcome !== 'skipped') return { outcome };
  if (memoryId !== undefined) return { outcome: 'known' };
  return { outcome: 'skipped', reason: 'forgotten' };
}

async function toImported(
  deps: RememberDeps,
  draft: MemoryDraft,
  item: StatementItem & { readonly saidAt: number },
): Promise<LearnCandidate> {
  const { content: text, saidAt, kind, validFrom, validTo, tags = [] } = item;
  const { importance = defaultImportance, category = 'user_memory_fact' } = item;
  const request = { text, importance, category };
  const candidate = await toCandidate(deps, draft.scope, request, saidAt);
  return {
    ...candidate,
    provenance: 'manual',
    // Its person did not ask for it just now: what was forgotten here stays forgotten.
    isExplicit: false,
    tags,
    ...(kind === undefined ? {} : { kind }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
}

/**
 * Whether these words were known, and not earlier than now said: also when they are no longer so. Two
 * statements of one file may contradict each other, and must not take turns when it is imported again.
 * Words that were corrected here since are known whenever they are said: the file still has the old ones.
 */
async function wasKnown(
  draft: MemoryDraft,
  { content, category }: LearnCandidate,
  saidAt: number,
): Promise<boolean> {
  const ownerSpace = ownerSpaceOf(draft.scope, category);
  const contentHash = toStatementHash(content);
  if (await draft.hadWords(contentHash)) return true;
  const known = await draft.find({ contentHash, states: ['live', 'superseded'] });
  return known.some((record) => record.ownerSpace === ownerSpace && record.source.saidAt >= saidAt);
}

/** The end of a long one says more: it is a path. */
function toShortTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => singleLine(tag)).filter((tag) => tag !== '');
  const short = clean.map((tag) =>
    tag.length <= maxTagCharacters ? tag : `…${tag.slice(1 - maxTagCharacters)}`,
  );
  return [...new Set(short)].slice(0, maxTags);
}
