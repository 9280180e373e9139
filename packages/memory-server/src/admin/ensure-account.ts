import type { Clock, Ids } from '@homarus/base';

import type { AdminStore } from './admin-store.ts';

/** Makes the account of the configuration when it is not there, so that it has users and keys. */
export async function ensureAccount(
  store: AdminStore,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  accountId: string,
): Promise<void> {
  if ((await store.getAccount(accountId)) !== undefined) return;
  const at = clock.now();
  await store.putAccount(
    { accountId, name: undefined, createdAt: at, disabledAt: undefined },
    {
      id: ids.next('audit'),
      accountId,
      at,
      actor: 'system',
      action: 'account.create',
      target: accountId,
      outcome: 'ok',
      requestId: ids.next('request'),
    },
  );
}
