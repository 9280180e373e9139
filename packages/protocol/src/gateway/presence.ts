/** How often a part of the snapshot has changed; counts from 1. */
export interface StateVersion {
  readonly presence: number;
  readonly health: number;
}

/** One client that is, or was a moment ago, connected. */
export interface PresenceEntry {
  readonly host?: string;
  readonly ip?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly deviceFamily?: string;
  readonly modelIdentifier?: string;
  readonly timeZone?: string;
  readonly mode?: string;
  readonly reason?: 'self' | 'connect' | 'disconnect';
  /** One line for a list. */
  readonly text?: string;
  /** When the entry changed, in Unix milliseconds. */
  readonly ts: number;
  readonly onlineSince?: number;
  readonly deviceId?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly instanceId?: string;
}
