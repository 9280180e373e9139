import type { Fetch, Upgrade } from './process/listen.ts';

/** What answers on a port. */
export interface Service {
  readonly fetch: Fetch;
  /** Answers with the control page alone. Default: there is none. */
  readonly fetchPage?: Fetch;
  /** Takes WebSocket connections. Default: there are none. */
  readonly upgrade?: Upgrade;
  /** Takes no new turn and resolves when the running ones have ended. */
  readonly drain: () => Promise<void>;
}
