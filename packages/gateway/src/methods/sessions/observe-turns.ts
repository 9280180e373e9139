import type { Clock } from '@homarus/base';

import type { EventHub } from '../../rpc/event-hub.ts';
import type { TurnFinished, TurnObserver } from '../../turns/turn.ts';

/**
 * Tells those who watch the list of sessions that a turn begins and ends, whatever door started it:
 * what changed, not the row, for which a turn would have to wait for the database.
 */
export function observeTurns({ hub, clock }: { readonly hub: EventHub; readonly clock: Clock }) {
  const observe: TurnObserver = ({
    turn: { sessionKey, agentId, runId, userId: person },
    event,
  }) => {
    const status = statusAfter(event);
    if (status === undefined) return;
    const ts = clock.now();
    const facts = { sessionKey, key: sessionKey, agentId, lastRunId: runId, status, updatedAt: ts };
    hub.publish(
      'sessions.changed',
      { ...facts, reason: 'turn', ts },
      { audience: { to: 'session-list' }, person },
    );
  };
  return observe;
}

function statusAfter(event: Parameters<TurnObserver>[0]['event']): string | undefined {
  if (event.type === 'begun') return 'running';
  return event.type === 'finished' ? endStatusOf(event) : undefined;
}

function endStatusOf({ reason }: TurnFinished): string {
  if (reason === 'failed') return 'failed';
  return reason === 'aborted' ? 'killed' : 'done';
}
