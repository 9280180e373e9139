import * as v from 'valibot';

import type { StateVersion } from './presence.ts';

/** What a client sends: one call. Fields that it does not name are ignored. */
export const RequestFrame = v.object({
  type: v.literal('req'),
  /** Chosen by the client, unique among its calls that are not answered yet. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** `chat.send`. */
  method: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  params: v.optional(v.unknown()),
});

export type RequestFrame = v.InferOutput<typeof RequestFrame>;

/** Why a call failed. */
export interface ErrorShape {
  readonly code: GatewayErrorCode;
  /** For a person. */
  readonly message: string;
  /** `details.code` says more exactly what happened. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whether the same call may succeed later. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

/** An answer; a call has one, or two when the first says that it was accepted. */
export interface ResponseFrame {
  readonly type: 'res';
  readonly id: string;
  readonly ok: boolean;
  readonly payload?: unknown;
  readonly error?: ErrorShape;
}

export interface EventFrame {
  readonly type: 'event';
  readonly event: string;
  readonly payload?: unknown;
  /** Counts the events of one connection from 1, without gaps. `connect.challenge` has none. */
  readonly seq?: number;
  readonly stateVersion?: StateVersion;
}

/** The codes of {@link ErrorShape}. */
export const gatewayErrorCodes = [
  'INVALID_REQUEST',
  'FORBIDDEN',
  'NOT_PAIRED',
  'UNAVAILABLE',
] as const;

export type GatewayErrorCode = (typeof gatewayErrorCodes)[number];

/** Why the gateway closed a connection. */
export const closeCodes = {
  /** The gateway stops; come back later. */
  restart: 1012,
  protocolError: 1002,
  unsupportedData: 1003,
  /** Not authenticated, not allowed, or too slow; the reason says which. */
  policy: 1008,
  tooBig: 1009,
} as const;
