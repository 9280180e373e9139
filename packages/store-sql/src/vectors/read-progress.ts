import type { Scope, SpaceProgress, VectorSpace } from '@homarus/memory';

import { inScope, onlyInScope } from '../memory/in-scope.ts';
import type { Db } from '../tables/schema.ts';
import { readSpaces } from './spaces.ts';

/** The partition's spaces with their counts; walks indexes, for people and not for every search. */
export async function readProgress(db: Db, scope: Scope): Promise<readonly SpaceProgress[]> {
  const spaces = await readSpaces(db, scope);
  return Promise.all(
    spaces.map(async (space) => Object.assign({}, space, await countRows(db, scope, space))),
  );
}

async function countRows(
  db: Db,
  scope: Scope,
  { id, cursor }: VectorSpace,
): Promise<Pick<SpaceProgress, 'vectors' | 'failed' | 'pending'>> {
  const { rows, failed } = await db
    .selectFrom('vector_index')
    .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.count<number>('error').as('failed')])
    .where('space_id', '=', id)
    .where(onlyInScope(db, scope, 'partition'))
    .executeTakeFirstOrThrow();
  const { pending } = await db
    .selectFrom('search_entry')
    .select(({ fn }) => fn.countAll<number>().as('pending'))
    .where(inScope(scope, 'partition'))
    .where('seq', '>', cursor)
    .executeTakeFirstOrThrow();
  return { vectors: rows - failed, failed, pending };
}
