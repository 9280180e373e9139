import type { HealthIssue } from '@homarus/base';

import type { PresenceEntry, StateVersion } from './presence.ts';

/** How the gateway is: the payload of the event `health`. */
export interface HealthSnapshot {
  /** It answers; how well is in `status`. */
  readonly ok: true;
  readonly ts: number;
  readonly durationMs: number;
  readonly defaultAgentId: string;
  readonly status: 'healthy' | 'degraded';
  /** What is degraded, for a person. */
  readonly reasons: readonly string[];
  /** The same by code: one for each reason. */
  readonly issues: readonly HealthIssue[];
}

/** The payload of the answer to `connect`. */
export interface HelloOk {
  readonly type: 'hello-ok';
  readonly protocol: number;
  readonly server: { readonly version: string; readonly connId: string };
  /** Only what exists. */
  readonly features: {
    readonly methods: readonly string[];
    readonly events: readonly string[];
    readonly capabilities: readonly string[];
  };
  readonly snapshot: {
    readonly presence: readonly PresenceEntry[];
    readonly health: Omit<HealthSnapshot, 'status' | 'reasons' | 'issues'>;
    readonly stateVersion: StateVersion;
    readonly uptimeMs: number;
    readonly sessionDefaults: {
      readonly defaultAgentId: string;
      readonly mainKey: string;
      readonly mainSessionKey: string;
      readonly scope: string;
    };
    readonly authMode: 'none' | 'token' | 'password';
  };
  readonly auth: {
    readonly role: string;
    /** What the connection may do; less than what it wanted when it may not have all. */
    readonly scopes: readonly string[];
    /** Lets the device connect again without the secret. */
    readonly deviceToken?: string;
    readonly issuedAtMs?: number;
  };
  readonly policy: {
    /** Bytes of one frame to the gateway. */
    readonly maxPayload: number;
    /** Bytes that may wait for a client before it is dropped. */
    readonly maxBufferedBytes: number;
    readonly tickIntervalMs: number;
  };
}
