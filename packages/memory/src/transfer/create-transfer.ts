import { AppError } from '@homarus/base';
import type { Clock, Ids } from '@homarus/base';

import { extractJob } from '../learn/extract-job.ts';
import type { TermsOf } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { exportLines } from './export.ts';
import { importLines } from './import.ts';
import type { Transfer } from './transfer.ts';

export interface TransferDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Says that there is work in the queue. */
  readonly notify: () => void;
  readonly termsOf: TermsOf;
}

export function createTransfer(deps: TransferDeps): Transfer {
  const { store, clock, ids, termsOf } = deps;
  return {
    export: (target, options = {}) => exportLines(requireStores(store), target, options.signal),
    import: async (target, lines, options = {}) => {
      const report = await importLines(
        {
          ...requireStores(store),
          termsOf,
          learnFrom: async (scope) => {
            const job = extractJob(ids.next('job'), scope, clock.now());
            await store.commit(scope, { jobs: [job] });
          },
        },
        target,
        { ...options, lines },
      );
      deps.notify();
      return report;
    },
  };
}

function requireStores(store: MemoryStore) {
  const { transfer, maintenance } = store;
  if (transfer !== undefined && maintenance !== undefined) return { store, transfer, maintenance };
  throw new AppError('unsupported', 'The content of this store cannot be exported or imported.');
}
