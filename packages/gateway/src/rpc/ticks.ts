import { hasCode } from '@homarus/base';
import type { Clock, Logger } from '@homarus/base';

import type { Connection } from './connection.ts';
import type { EventHub } from './event-hub.ts';
import type { HealthWatch } from './health-watch.ts';

export interface TicksDeps {
  readonly connections: ReadonlySet<Pick<Connection, 'checkAlive'>>;
  readonly hub: EventHub;
  readonly health: HealthWatch;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Shows clients at every interval that the gateway is alive, and finds out whether they are. Answers
 * how to stop.
 */
export function startTicks(deps: TicksDeps, intervalMs: number): () => void {
  const { connections, hub, health, clock, log } = deps;
  const stopped = new AbortController();
  const { signal } = stopped;
  const refresh = async (): Promise<void> => {
    try {
      await health.refresh();
    } catch (error) {
      log.error('Health could not be asked for', { error });
    }
  };
  const run = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(intervalMs, { signal });
      hub.publish('tick', { ts: clock.now() }, { isDroppable: true });
      for (const connection of connections) connection.checkAlive();
      if (connections.size > 0) await refresh();
    }
  };
  run().catch((error: unknown) => {
    if (!hasCode(error, 'aborted')) log.error('Ticks ended', { error });
  });
  return () => stopped.abort();
}
