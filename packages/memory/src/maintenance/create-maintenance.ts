import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';

import type { ListedJob, MaintenanceStore, TermsOf, Whose } from '../ports/maintenance-store.ts';
import type { MemoryStore } from '../ports/memory-store.ts';
import { erase } from './erase.ts';
import type { JobView, Maintenance } from './maintenance.ts';
import { repair } from './repair.ts';
import { verify } from './verify.ts';

export interface MaintenanceDeps {
  readonly store: MemoryStore;
  readonly clock: Clock;
  /** Says that there is work in the queue. */
  readonly notify: () => void;
  readonly termsOf: TermsOf;
  /** Removes the files that show an account or user. */
  readonly eraseMirror: (whose: Whose, signal?: AbortSignal) => Promise<void>;
  /** Drops what this process holds of an account or user. */
  readonly onErased: (whose: Whose) => void;
}

const defaultJobs = 100;

export function createMaintenance(deps: MaintenanceDeps): Maintenance {
  const { termsOf } = deps;
  const store = (): MaintenanceStore => requireMaintenance(deps.store);
  return {
    verify: async (target, options = {}) => verify(store(), target, options),
    repair: async (target, options = {}) => repair({ store: store(), termsOf }, target, options),
    listJobs: async (filter, limit = defaultJobs) =>
      (await store().listJobs(filter, { limit })).map(toJobView),
    retryJobs: async (filter) => {
      const retried = await store().retryJobs(filter, deps.clock.now());
      deps.notify();
      return retried;
    },
    dropJobs: async (filter) => store().dropJobs(filter),
    erase: async (whose, { signal } = {}) => erase({ ...deps, store: store() }, whose, signal),
  };
}

function toJobView({ payload: _internal, dedupeKey: _key, ...job }: ListedJob): JobView {
  return job;
}

function requireMaintenance({ maintenance }: MemoryStore): MaintenanceStore {
  if (maintenance !== undefined) return maintenance;
  throw new AppError('unsupported', 'This store cannot be verified or repaired by hand.');
}
