import { createHash } from 'node:crypto';

import type { MemoryRecord, MemoryRevision } from '../record.ts';

/** A memory as its file shows it. */
export interface ShownMemory {
  readonly record: MemoryRecord;
  /**
   * The revision that changed last what the file shows. A later one, such as one of the weight, leaves
   * the file as it is.
   */
  readonly revision: number;
}

/** `revisions` newest first, as a store lists them. */
export function toShown(record: MemoryRecord, revisions: readonly MemoryRevision[]): ShownMemory {
  let after = record;
  for (const { revision, previous } of revisions) {
    if (previous === undefined || isOtherFile(previous, after)) return { record, revision };
    after = previous;
  }
  return { record, revision: 1 };
}

/** The memory as a revision left it; undefined when it never had that revision. */
export function atRevision(
  record: MemoryRecord,
  revisions: readonly MemoryRevision[],
  revision: number,
): MemoryRecord | undefined {
  if (revision === record.revision) return record;
  return revisions.find((row) => row.revision === revision + 1)?.previous;
}

/** Whether two states of a memory differ in what a file shows. */
export function isOtherFile(a: MemoryRecord, b: MemoryRecord): boolean {
  return JSON.stringify(shownFieldsOf(a)) !== JSON.stringify(shownFieldsOf(b));
}

function shownFieldsOf(record: MemoryRecord): readonly unknown[] {
  const { category, kind, abstract, overview, content, entities, tags, importance } = record;
  const { validFrom, validTo, source } = record;
  const words = [abstract, overview, content, entities, tags];
  return [category, kind, words, importance, validFrom, validTo, source.provenance, source.saidAt];
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
