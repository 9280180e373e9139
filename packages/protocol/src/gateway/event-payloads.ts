import type { AgentStreamEvent, ChatEvent, SessionMessageEvent } from './chat.ts';
import type { CronEventPayload } from './cron-results.ts';
import type { DevicePairRequest, DevicePairResolved } from './devices.ts';
import type { HealthSnapshot } from './hello.ts';
import type { PendingApprovalShape, ResolvedApprovalShape } from './operator-shapes.ts';
import type { PresenceEntry } from './presence.ts';
import type { SessionsChangedEvent } from './session-results.ts';

/** The payloads of the gateway's events, by name. `connect.challenge` is part of the handshake. */
export interface GatewayEventPayloads {
  readonly tick: { readonly ts: number };
  readonly presence: { readonly presence: readonly PresenceEntry[] };
  readonly health: HealthSnapshot;
  readonly shutdown: { readonly reason: string };
  readonly chat: ChatEvent;
  readonly agent: AgentStreamEvent;
  /** To those who subscribed to the session: `sessions.messages.subscribe`. */
  readonly 'session.message': SessionMessageEvent;
  readonly 'session.tool': AgentStreamEvent;
  /** To those who subscribed to the list: `sessions.subscribe`. */
  readonly 'sessions.changed': SessionsChangedEvent;
  readonly cron: CronEventPayload;
  /** To those who may decide: scope `operator.approvals`. */
  readonly 'exec.approval.requested': PendingApprovalShape;
  readonly 'exec.approval.resolved': ResolvedApprovalShape;
  readonly 'device.pair.requested': DevicePairRequest;
  readonly 'device.pair.resolved': DevicePairResolved;
}
