import type { ActiveTurn } from './active-turns.ts';

/** How busy the lanes of sessions are. */
export interface LaneTotals {
  /** Sessions with a turn that has not ended. */
  readonly laneCount: number;
  /** Turns that run. */
  readonly activeCount: number;
  /** Turns that wait for one of their session. */
  readonly queuedCount: number;
  /** Sessions with such turns. */
  readonly queuedLaneCount: number;
}

export function laneTotalsOf(
  turns: readonly Pick<ActiveTurn, 'sessionKey' | 'state'>[],
): LaneTotals {
  const queued = turns.filter(({ state }) => state === 'queued');
  return {
    laneCount: sessionsOf(turns),
    activeCount: turns.filter(({ state }) => state === 'running').length,
    queuedCount: queued.length,
    queuedLaneCount: sessionsOf(queued),
  };
}

function sessionsOf(turns: readonly Pick<ActiveTurn, 'sessionKey'>[]): number {
  return new Set(turns.map(({ sessionKey }) => sessionKey)).size;
}
