import { hasScope } from '@homarus/protocol';

import type { Connection } from './connection.ts';
import type { Audience, EventHub, PublishedEvent } from './event-hub.ts';
import type { WrittenEvent } from './outbox.ts';

/** Events that every connection hears, whatever it may do. */
const openEvents: ReadonlySet<string> = new Set(['tick', 'shutdown']);

/** Brings the events of the hub to the connections that are to hear them. Answers how to stop. */
export function fanOut(hub: EventHub, connections: Iterable<Connection>): () => void {
  return hub.listen((published) => {
    let written: WrittenEvent | undefined;
    for (const connection of connections) {
      if (!isFor(published, connection)) continue;
      written ??= { ...published, payload: JSON.stringify(published.payload) ?? 'null' };
      connection.send(written);
    }
  });
}

function isFor(
  { event, audience, person }: PublishedEvent,
  { caller, subscriptions }: Connection,
): boolean {
  if (caller === undefined) return false;
  if (openEvents.has(event)) return true;
  const isOwn = person === undefined || person === caller.userId;
  if (!isOwn && !hasScope(caller.scopes, 'operator.admin')) return false;
  if (audience.to === 'connection') return audience.connId === caller.connId;
  const { scope, without } =
    audience.to === 'scope' ? audience : { scope: 'operator.read' as const, without: undefined };
  if (without !== undefined && hasScope(caller.scopes, without)) return false;
  return hasScope(caller.scopes, scope) && isSubscribed(audience, subscriptions);
}

function isSubscribed(audience: Audience, subscriptions: Connection['subscriptions']): boolean {
  if (audience.to === 'session-list') return subscriptions.hasSessionList;
  if (audience.to === 'session') return subscriptions.sessionKeys.has(audience.sessionKey);
  return true;
}
