import { AppError } from '@homarus/base';

import { importItems } from '../import-items/import-items.ts';
import { extractJob } from '../learn/extract-job.ts';
import type { RememberDeps } from '../learn/remember.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { exportLines } from './export.ts';
import { importLines } from './import.ts';
import type { Transfer } from './transfer.ts';

export interface TransferDeps extends RememberDeps {
  /** Says that there is work in the queue. */
  readonly notify: () => void;
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
    importItems: async (scope, items, options) => {
      const report = await importItems(deps, scope, items, options);
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
