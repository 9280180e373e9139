import type { Clock } from '@homarus/base';
import type { HealthSnapshot } from '@homarus/protocol';

import type { EventHub } from './event-hub.ts';
import type { StateCounter } from './presence.ts';

export interface HealthWatchDeps {
  /** Asks the parts how they are. */
  readonly probe: () => Promise<Pick<HealthSnapshot, 'status' | 'reasons' | 'issues'>>;
  readonly hub: EventHub;
  readonly stateVersion: StateCounter;
  readonly clock: Pick<Clock, 'now'>;
}

/** Knows how the gateway is, and tells everybody when that changes. */
export interface HealthWatch {
  /** As it was last found. */
  latest(): HealthSnapshot;
  /** Asks anew. */
  refresh(): Promise<HealthSnapshot>;
}

export function createHealthWatch(
  { probe, hub, stateVersion, clock }: HealthWatchDeps,
  defaultAgentId: string,
): HealthWatch {
  let latest: HealthSnapshot = {
    ok: true,
    ts: clock.now(),
    durationMs: 0,
    defaultAgentId,
    status: 'healthy',
    reasons: [],
    issues: [],
  };
  return {
    latest: () => latest,
    async refresh() {
      const startedAt = clock.now();
      const { status, reasons, issues } = await probe();
      const ts = clock.now();
      const before = latest;
      latest = {
        ok: true,
        ts,
        durationMs: ts - startedAt,
        defaultAgentId,
        status,
        reasons,
        issues,
      };
      if (JSON.stringify(reasons) !== JSON.stringify(before.reasons)) {
        hub.publish('health', latest, { stateVersion: stateVersion.bump('health') });
      }
      return latest;
    },
  };
}
