import type {
  MaintenanceStore,
  ProblemKind,
  StoreProblem,
  TermsOf,
} from '../ports/maintenance-store.ts';
import type { MaintenanceOptions, MaintenanceTarget, RepairReport } from './maintenance.ts';
import { verify } from './verify.ts';
import { checkPages } from './walk.ts';

export interface RepairDeps {
  readonly store: MaintenanceStore;
  readonly termsOf: TermsOf;
}

const remade: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'row_without_entry',
  'wrong_entry',
  'stale_terms',
]);

/** A step's problems are mended before the next step; what a repeated repair does is harmless. */
export async function repair(
  { store, termsOf }: RepairDeps,
  target: MaintenanceTarget,
  options: MaintenanceOptions,
): Promise<RepairReport> {
  const found = await verify(store, target, options);
  let remadeEntries = 0;
  let removedEntries = 0;
  if (found.drift > 0 && found.damage.length === 0) {
    for await (const { partition, problems } of checkPages(store, target, options.signal)) {
      const stale = problems.filter(({ kind }) => remade.has(kind));
      const empty = problems.filter(isEmptyEntry);
      if (stale.length > 0) remadeEntries += await store.remakeEntries(partition, stale, termsOf);
      if (empty.length > 0) removedEntries += await store.removeEntries(partition, empty);
    }
  }
  const removedRevisions =
    found.lostRevisions > 0 && found.damage.length === 0 ? await store.removeLostRevisions() : 0;
  const isMended = remadeEntries + removedEntries + removedRevisions > 0;
  const left = isMended ? await verify(store, target, options) : found;
  return { found, remadeEntries, removedEntries, removedRevisions, left };
}

function isEmptyEntry({ kind }: StoreProblem): boolean {
  return kind === 'entry_without_row';
}
