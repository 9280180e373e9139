import type { Partition, Whose } from '@homarus/memory';

import type { Db } from '../tables/schema.ts';

/** Stands for all users of an account: no id has a control character, and to openGauss an empty text is null. */
const everybody = '\u0001';

export async function noteErasure(
  db: Db,
  { accountId, userId = everybody }: Whose,
  at: number,
): Promise<void> {
  await db
    .insertInto('erasure')
    .values({ account_id: accountId, user_id: userId, erased_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'user_id'])
        .doUpdateSet((row) => ({ erased_at: row.ref('excluded.erased_at') })),
    )
    .execute();
}

export async function getErasedAt(
  db: Db,
  { accountId, userId }: Partition,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('erasure')
    .select(({ fn }) => fn.max('erased_at').as('erased_at'))
    .where('account_id', '=', accountId)
    .where('user_id', 'in', [userId, everybody])
    .executeTakeFirst();
  return row?.erased_at ?? undefined;
}
