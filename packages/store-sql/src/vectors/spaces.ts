import type { Scope, VectorSpace } from '@homarus/memory';

import { inScope } from '../memory/in-scope.ts';
import type { Db } from '../tables/schema.ts';
import { fromSpaceRow } from '../tables/vector-table.ts';

/** The partition's spaces, oldest first. */
export async function readSpaces(db: Db, scope: Scope): Promise<readonly VectorSpace[]> {
  const rows = await db
    .selectFrom('vector_space')
    .selectAll()
    .where(inScope(scope, 'partition'))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(fromSpaceRow);
}

/** Retires the partition's spaces of a state. */
export async function retireSpaces(
  db: Db,
  scope: Scope,
  state: 'filling' | 'active',
): Promise<void> {
  await db
    .updateTable('vector_space')
    .set({ state: 'retired' })
    .where('state', '=', state)
    .where(inScope(scope, 'partition'))
    .execute();
}
