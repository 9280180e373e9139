import type { AppError, Clock } from '@homarus/base';

import type { Caller } from '../rpc/method.ts';
import type { Peer } from '../rpc/peer.ts';
import { actorOf } from './actor.ts';
import type { AuditTrail } from './audit-trail.ts';

/** A connection that did not come to be. */
export interface RefusedConnection {
  readonly peer: Peer;
  /** Absent when the connection was refused before it was one. */
  readonly connId?: string;
  /** `AUTH_TOKEN_MISMATCH`, `handshake timeout`. */
  readonly reason: string;
}

/** Writes down who connected and who was not let in. */
export interface ConnectAudit {
  admitted(caller: Caller, peer: Peer): void;
  /** Who it was is what it only said of itself, so the row names the address. */
  refused(refusal: RefusedConnection): void;
}

export interface ConnectAuditOptions {
  /**
   * One row for an address that is refused again for the same reason within so long; the next row
   * counts the ones between. Default 60,000.
   */
  readonly windowMs?: number;
  /** Addresses with reasons that are remembered; the oldest are forgotten beyond it. Default 1,000. */
  readonly maxRemembered?: number;
}

export function createConnectAudit(
  {
    audit,
    clock,
  }: { readonly audit: Pick<AuditTrail, 'note'>; readonly clock: Pick<Clock, 'now'> },
  { windowMs = 60_000, maxRemembered = 1000 }: ConnectAuditOptions = {},
): ConnectAudit {
  const written = new Map<string, { readonly until: number; unwritten: number }>();
  return {
    admitted(caller, { address }) {
      const actor = actorOf(caller);
      const requestId = caller.connId;
      void audit.note({ actor, action: 'connect', target: address, outcome: 'ok', requestId });
    },
    refused({ peer: { address }, connId: requestId = '', reason }) {
      const key = `${address} ${reason}`;
      const last = written.get(key);
      if (last !== undefined && last.until > clock.now()) {
        last.unwritten += 1;
        return;
      }
      written.delete(key);
      const [oldest] = written.keys();
      if (written.size >= maxRemembered && oldest !== undefined) written.delete(oldest);
      written.set(key, { until: clock.now() + windowMs, unwritten: 0 });
      const more = last?.unwritten ?? 0;
      void audit.note({
        actor: `address:${address}`,
        action: 'connect',
        target: more === 0 ? reason : `${reason} (and ${more} times before)`,
        outcome: 'denied',
        requestId,
      });
    },
  };
}

/** Why an error refuses a connection, in one word. */
export function refusalReason({ code, details }: AppError): string {
  const detail = details?.['code'];
  return typeof detail === 'string' ? detail : code;
}
