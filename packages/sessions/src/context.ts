import type { Clock, Ids } from '@homarus/base';

import type { Lanes } from './lanes.ts';
import type { SessionStore } from './session-store.ts';

export interface SessionsDeps {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What the operations on the sessions of one account share. */
export interface Context extends SessionsDeps {
  readonly accountId: string;
  /** Two that open a new key at once must not both make its session. */
  readonly lanes: Lanes;
}
