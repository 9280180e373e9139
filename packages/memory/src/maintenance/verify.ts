import { throwIfAborted } from '@homarus/base';

import { problemKinds } from '../ports/maintenance-store.ts';
import type { FileCheck, MaintenanceStore, ProblemKind } from '../ports/maintenance-store.ts';
import type { MaintenanceOptions, MaintenanceTarget, VerifyReport } from './maintenance.ts';
import { checkPages } from './walk.ts';

const soundFile: FileCheck = { damage: [], lostRevisions: 0 };

export async function verify(
  store: MaintenanceStore,
  target: MaintenanceTarget,
  { signal, onProgress }: MaintenanceOptions,
): Promise<VerifyReport> {
  throwIfAborted(signal);
  const isWhole = target.accountId === undefined && target.userId === undefined;
  const { damage, lostRevisions } = isWhole ? await store.checkFile() : soundFile;
  const counts = new Map<ProblemKind, number>();
  let checked = 0;
  // Rows of a damaged file cannot all be read: what is wrong with them says nothing.
  const pages = damage.length === 0 ? checkPages(store, target, signal) : [];
  for await (const page of pages) {
    checked += page.checked;
    for (const { kind } of page.problems) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    onProgress?.(checked);
  }
  const found = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    checked,
    problems: {
      row_without_entry: 0,
      entry_without_row: 0,
      wrong_entry: 0,
      stale_terms: 0,
      broken_position: 0,
      missing_revision: 0,
      orphaned_source: 0,
      ...Object.fromEntries(problemKinds.map((kind) => [kind, counts.get(kind) ?? 0])),
    },
    lostRevisions,
    damage,
    drift: found + lostRevisions + damage.length,
  };
}
