import type { PluginHost } from '@homarus/plugins';
import * as v from 'valibot';

import type { PublishedEvent } from '../rpc/event-hub.ts';

/** Of `sessions.changed`, when a session has ended. */
const Ended = v.object({
  sessionKey: v.string(),
  previousSessionId: v.string(),
  reason: v.picklist(['reset', 'delete']),
});

const reasons = { reset: 'reset', delete: 'deleted' } as const;

/** Tells plugins of sessions that a person reset or deleted. */
export function tellSessionEnds(host: PluginHost): (event: PublishedEvent) => void {
  return ({ event, payload }) => {
    if (event !== 'sessions.changed' || !host.hasHook('session_end')) return;
    const parsed = v.safeParse(Ended, payload);
    if (!parsed.success) return;
    const { sessionKey, previousSessionId: sessionId, reason } = parsed.output;
    const ended = { sessionId, sessionKey, reason: reasons[reason] };
    void host.runHook('session_end', ended, { sessionId, sessionKey });
  };
}
