import type { Clock, Ids } from '@homarus/base';

import type { MemoryStore, SearchEntry } from '../ports/memory-store.ts';
import { wrongDimensions } from '../ports/vector-change.ts';
import type { FailedVector, StoredVector, VectorSpace } from '../ports/vector-store.ts';
import type { Scope } from '../scope.ts';
import { toCode, toUnit } from './codes.ts';
import { askDimensions, embedTexts, textsPerCall } from './embed-texts.ts';
import type { Embedded } from './embed-texts.ts';
import { targetSpaceOf } from './embedding.ts';
import type { EmbeddingSettings } from './embedding.ts';
import { readEntryTexts } from './entry-texts.ts';
import type { EntryText } from './entry-texts.ts';

export interface FillDeps {
  readonly store: MemoryStore;
  readonly embedding: EmbeddingSettings;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** `more`: go on; `full`: all entries have been seen to; `switched`: the space was full and is active now. */
export type FillStep = 'more' | 'full' | 'switched';

/**
 * Embeds what follows the cursor of the model's space, as much as one call takes, and commits vectors and
 * cursor together: a run that is repeated, or that another one overtakes, embeds nothing twice. Opens the
 * space when there is none. A full space becomes the active one. Rejects with the model's error, with
 * `model_failed` for vectors of another length than the space's, and with `conflict` when another
 * process filled meanwhile; nothing is stored then.
 */
export async function fillStep(
  deps: FillDeps,
  scope: Scope,
  signal: AbortSignal,
): Promise<FillStep> {
  const { store, embedding } = deps;
  const known = targetSpaceOf(await embedding.vectors.listSpaces(scope), embedding);
  const from = known?.cursor ?? 0;
  const limit = await textsPerCall(embedding.model);
  const entries = await store.listSearchEntries(scope, { afterSeq: from, limit });
  const last = entries.at(-1);
  if (last === undefined) return known?.state === 'filling' ? finish(deps, scope, known) : 'full';
  const texts = await changedTexts(deps, scope, known, entries);
  const embedded = await embedTexts(
    embedding.model,
    texts.map(({ text }) => text),
    signal,
  );
  const space = await requireFitting(deps, scope, { known, embedded, signal });
  await embedding.vectors.put(scope, {
    spaceId: space.id,
    from,
    to: last.seq,
    vectors: texts.flatMap((text, index) => toVectors(text, embedded[index])),
    failed: texts.flatMap((text, index) => toFailures(text, embedded[index])),
  });
  return 'more';
}

async function finish(
  { embedding }: FillDeps,
  scope: Scope,
  { id }: VectorSpace,
): Promise<FillStep> {
  return (await embedding.vectors.activate(scope, id)) ? 'switched' : 'more';
}

/** Without the texts whose vectors are there already: a memory may change in more than its words. */
async function changedTexts(
  { store, embedding }: FillDeps,
  scope: Scope,
  space: VectorSpace | undefined,
  entries: readonly SearchEntry[],
): Promise<readonly EntryText[]> {
  const texts = await readEntryTexts(store, scope, entries);
  const keys = texts.flatMap(({ entry }) => (entry.type === 'memory' ? [entry.key] : []));
  if (space === undefined || keys.length === 0) return texts;
  const stored = await embedding.vectors.find(scope, { spaceId: space.id, keys });
  const hashOf = new Map(stored.map(({ key, textHash }) => [key, textHash]));
  return texts.filter(({ entry, textHash }) => hashOf.get(entry.key) !== textHash);
}

/** The space, opened when it is not there, with every vector of its length. */
async function requireFitting(
  { embedding, ids, clock }: FillDeps,
  scope: Scope,
  batch: {
    readonly known: VectorSpace | undefined;
    readonly embedded: readonly Embedded[];
    readonly signal: AbortSignal;
  },
): Promise<VectorSpace> {
  const { known, embedded, signal } = batch;
  const { provider, modelId } = embedding.model;
  const lengths = embedded.flatMap((one) => ('values' in one ? [one.values.length] : []));
  const expected =
    known?.dimensions ??
    embedding.dimensions ??
    lengths[0] ??
    (await askDimensions(embedding.model, signal));
  const model = { provider, model: modelId, dimensions: expected };
  const wrong = lengths.find((length) => length !== expected);
  if (wrong !== undefined) throw wrongDimensions(model, wrong);
  if (known !== undefined) return known;
  return embedding.vectors.open(scope, { id: ids.next('space'), ...model, createdAt: clock.now() });
}

function toVectors(
  { entry, textHash }: EntryText,
  embedded: Embedded | undefined,
): readonly StoredVector[] {
  if (embedded === undefined || !('values' in embedded)) return [];
  const vector = toUnit(embedded.values);
  return [{ key: entry.key, seq: entry.seq, vector, code: toCode(vector), textHash }];
}

function toFailures({ entry }: EntryText, embedded: Embedded | undefined): readonly FailedVector[] {
  if (embedded === undefined || !('error' in embedded)) return [];
  return [{ key: entry.key, seq: entry.seq, error: embedded.error }];
}
