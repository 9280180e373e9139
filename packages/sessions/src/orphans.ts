import type { PendingInput } from './pending-inputs.ts';
import type { RunRecord } from './session-records.ts';

/** What processes that are gone left undone. */
export interface OrphanedWork {
  /** Not settled; oldest first. Those that say `running` run nowhere. */
  readonly runs: readonly RunRecord[];
  /** In the order of `addPending`. */
  readonly pending: readonly PendingInput[];
}

/** For stores that several processes work on at a time: one takes over what another that died left. */
export interface Orphans {
  /** Numbers of processes that are gone, with runs that are not settled or inputs that wait. */
  listGone(accountId: string): Promise<readonly number[]>;
  /**
   * Makes what these processes left this process's own. Each run and input goes to one process that
   * asks; what belongs to one that is there again stays its own.
   */
  adopt(accountId: string, servers: readonly number[]): Promise<OrphanedWork>;
}
