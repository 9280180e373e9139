import { hasScope } from '@homarus/protocol';
import type { PresenceEntry } from '@homarus/protocol';

import type { Caller } from './method.ts';

/** A client among those that are connected. */
export interface ConnectedEntry {
  readonly connId: string;
  readonly entry: PresenceEntry;
}

/**
 * Who is connected, as a caller may see it: an admin sees all of everybody; who may read sees what
 * clients show in a list; who may not, the gateway alone. Everybody sees all of itself.
 */
export function presenceSeenBy(
  { connId, scopes }: Pick<Caller, 'connId' | 'scopes'>,
  gateway: PresenceEntry,
  clients: readonly ConnectedEntry[],
): readonly PresenceEntry[] {
  const mayReadAll = hasScope(scopes, 'operator.admin');
  const mayRead = hasScope(scopes, 'operator.read');
  const seen = clients.flatMap(({ connId: id, entry }) => {
    if (mayReadAll || id === connId) return [entry];
    return mayRead ? [withoutPrivateFields(entry)] : [];
  });
  return [gateway, ...seen];
}

/** Without where somebody is, by which key it is known and what it may do. */
export function withoutPrivateFields(entry: PresenceEntry): PresenceEntry {
  const {
    ip: _ip,
    deviceId: _deviceId,
    scopes: _scopes,
    timeZone: _timeZone,
    modelIdentifier: _modelIdentifier,
    ...rest
  } = entry;
  return rest;
}
