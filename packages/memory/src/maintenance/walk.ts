import { setImmediate } from 'node:timers/promises';

import { throwIfAborted } from '@homarus/base';

import { checkWalks } from '../ports/maintenance-store.ts';
import type { CheckPage, MaintenanceStore, Partition } from '../ports/maintenance-store.ts';
import { tokenizerVersion } from '../text/tokenize.ts';
import type { MaintenanceTarget } from './maintenance.ts';

/** Rows looked at by one step: about a millisecond, so that nobody waits long behind it. */
const stepSize = 500;
const partitionPage = 100;

/** The partitions of a target, read page by page. */
export async function* partitionsOf(
  store: Pick<MaintenanceStore, 'listPartitions'>,
  target: MaintenanceTarget,
): AsyncGenerator<Partition> {
  let after: Partition | undefined;
  for (;;) {
    const page: readonly Partition[] = await store.listPartitions({
      ...target,
      ...(after === undefined ? {} : { after }),
      limit: partitionPage,
    });
    yield* page;
    after = page.at(-1);
    if (page.length < partitionPage) return;
  }
}

export interface CheckedPage extends CheckPage {
  readonly partition: Partition;
}

/** Every step of a check of the target. Others get their turn between the steps. */
export async function* checkPages(
  store: MaintenanceStore,
  target: MaintenanceTarget,
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckedPage> {
  for await (const partition of partitionsOf(store, target)) {
    for (const walk of checkWalks) {
      let after: string | undefined;
      do {
        throwIfAborted(signal);
        const page: CheckPage = await store.check(partition, {
          walk,
          ...(after === undefined ? {} : { after }),
          limit: stepSize,
          termsVersion: tokenizerVersion,
        });
        yield { ...page, partition };
        after = page.next;
        await setImmediate();
      } while (after !== undefined);
    }
  }
}
