import { hostname } from 'node:os';

import type { Clock } from '@homarus/base';
import type { PresenceEntry, StateVersion } from '@homarus/protocol';

import type { Newcomer } from './connection.ts';
import type { Audience, EventHub } from './event-hub.ts';
import type { Caller } from './method.ts';
import { presenceSeenBy, withoutPrivateFields } from './seen-presence.ts';

export interface PresenceDeps {
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly stateVersion: StateCounter;
}

/** Counts the changes of the snapshot. */
export interface StateCounter {
  current(): StateVersion;
  bump(part: keyof StateVersion): StateVersion;
}

export function createStateCounter(): StateCounter {
  let version: StateVersion = { presence: 1, health: 1 };
  return {
    current: () => version,
    bump(part) {
      version = { ...version, [part]: version[part] + 1 };
      return version;
    },
  };
}

/** Who is connected: the gateway itself first, then its clients in the order in which they came. */
export interface Presence {
  list(): readonly PresenceEntry[];
  /** The same as far as a caller may see it. */
  seenBy(caller: Pick<Caller, 'connId' | 'scopes'>): readonly PresenceEntry[];
  /** Adds a client and tells everybody, of many that come at once together. */
  join(newcomer: Newcomer, address: string): void;
  leave(connId: string): void;
}

/** Between two `presence` events: each names all clients to all clients. */
const intervalMs = 100;

export function createPresence(
  { clock, hub, stateVersion }: PresenceDeps,
  version: string,
): Presence {
  const host = hostname();
  const self: PresenceEntry = {
    host,
    version,
    platform: process.platform,
    mode: 'gateway',
    reason: 'self',
    text: `Gateway: ${host} · ${version}`,
    ts: clock.now(),
  };
  const byConnection = new Map<string, PresenceEntry>();
  const list = (): readonly PresenceEntry[] => [self, ...byConnection.values()];
  let isPaused = false;
  let isBehind = false;
  const publishTo = (presence: readonly PresenceEntry[], audience: Audience): void => {
    hub.publish('presence', { presence }, { audience, stateVersion: stateVersion.current() });
  };
  const publish = (): void => {
    isPaused = true;
    isBehind = false;
    publishTo(list(), { to: 'scope', scope: 'operator.admin' });
    const shown = list().map(withoutPrivateFields);
    publishTo(shown, { to: 'scope', scope: 'operator.read', without: 'operator.admin' });
    void clock.sleep(intervalMs).then(() => {
      isPaused = false;
      if (isBehind) publish();
    });
  };
  const tell = (): void => {
    stateVersion.bump('presence');
    if (isPaused) isBehind = true;
    else publish();
  };
  return {
    list,
    seenBy: (caller) =>
      presenceSeenBy(
        caller,
        self,
        Array.from(byConnection, ([connId, entry]) => ({ connId, entry })),
      ),
    join(newcomer, address) {
      byConnection.set(newcomer.caller.connId, toEntry(newcomer, address, clock.now()));
      tell();
    },
    leave(connId) {
      if (byConnection.delete(connId)) tell();
    },
  };
}

function toEntry({ caller, params }: Newcomer, address: string, now: number): PresenceEntry {
  const { role, scopes, deviceId } = caller;
  const { client } = params;
  const { displayName, version, platform, mode, deviceFamily, modelIdentifier, timeZone } = client;
  const { instanceId } = client;
  return {
    host: displayName ?? client.id,
    ...(address === '' ? {} : { ip: address }),
    version,
    platform,
    mode,
    ...(deviceFamily === undefined ? {} : { deviceFamily }),
    ...(modelIdentifier === undefined ? {} : { modelIdentifier }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(instanceId === undefined ? {} : { instanceId }),
    ...(deviceId === undefined ? {} : { deviceId }),
    reason: 'connect',
    text: `${displayName ?? client.id}: ${mode} · ${version}`,
    ts: now,
    onlineSince: now,
    roles: [role],
    scopes,
  };
}
