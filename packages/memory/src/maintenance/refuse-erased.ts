import { AppError } from '@homarus/base';

import type { MemoryStore } from '../ports/memory-store.ts';
import type { Scope } from '../scope.ts';

/**
 * Refuses what waited somewhere while its person was erased, and would bring them back: `conflict`,
 * `details.reason` `erased`. `at`: when it was said or handed over, as the field `path` has it; undefined
 * when that was now.
 */
export async function refuseErased(
  { maintenance }: Pick<MemoryStore, 'maintenance'>,
  scope: Scope,
  { path, at }: { readonly path: string; readonly at: number | undefined },
): Promise<void> {
  if (at === undefined) return;
  const erasedAt = await maintenance?.getErasedAt(scope);
  if (erasedAt === undefined || at > erasedAt) return;
  throw new AppError(
    'conflict',
    `${path}: the person was erased after this was said, and it is not taken.`,
    { details: { path, reason: 'erased', erasedAt } },
  );
}
