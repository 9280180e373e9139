import { AppError } from '@homarus/base';
import type { Clock } from '@homarus/base';
import { chooseProtocol, gatewayScopes, isPageClient, protocolVersions } from '@homarus/protocol';
import type { ConnectParams, GatewayScope } from '@homarus/protocol';

import type { GatewayAuth } from '../http/auth.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import type { AttemptLimitOptions } from './attempt-limit.ts';
import { secretCheck, secretError } from './authenticate.ts';
import { checkOrigin } from './origin.ts';
import type { Peer } from './peer.ts';

/** Rules for pages, as `gateway.controlUi` of the configuration. */
export interface ControlUiOptions {
  /** Origins of pages that others serve: `https://panel.example`; `*` for all. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** A page on this machine may connect with the secret alone, without a device. Default false. */
  readonly allowInsecureAuth?: boolean;
  /** So may every page. Default false. */
  readonly dangerouslyDisableDeviceAuth?: boolean;
}

export interface AdmissionOptions {
  readonly auth: GatewayAuth;
  readonly controlUi: ControlUiOptions;
  readonly attempts: AttemptLimitOptions;
}

/** What a client got. */
export interface Admitted {
  readonly protocol: number;
  readonly role: 'operator' | 'node';
  readonly scopes: readonly GatewayScope[];
  readonly deviceId: string | undefined;
}

/** Decides about `connect`. Rejects with an `AppError` whose `details.code` is a `ConnectDetailCode`. */
export type Admit = (params: ConnectParams, peer: Peer, nonce: string) => Promise<Admitted>;

export function createAdmission(
  { clock }: { readonly clock: Pick<Clock, 'now'> },
  { auth, controlUi, attempts: attemptOptions }: AdmissionOptions,
): Admit {
  const checkSecret = secretCheck(auth);
  const attempts = createAttemptLimit(clock, attemptOptions);
  const origins = (controlUi.allowedOrigins ?? []).map((origin) => origin.toLowerCase());
  return async (params, peer) => {
    const protocol = requireProtocol(params);
    checkOrigin(peer, origins);
    attempts.check(peer.address);
    const verdict = checkSecret(params.auth);
    if (verdict !== 'right' && auth.mode !== 'none') {
      attempts.fail(peer.address);
      throw secretError(auth.mode, verdict);
    }
    const { role } = params;
    const scopes = scopesWithoutDevice(params, { peer, auth, controlUi });
    return { protocol, role, scopes, deviceId: undefined };
  };
}

function requireProtocol({ minProtocol, maxProtocol }: ConnectParams): number {
  const protocol = chooseProtocol({ minProtocol, maxProtocol });
  if (protocol !== undefined) return protocol;
  const [expectedProtocol] = protocolVersions;
  throw new AppError('invalid_request', 'protocol mismatch', {
    details: {
      code: 'PROTOCOL_MISMATCH',
      expectedProtocol,
      clientMinProtocol: minProtocol,
      clientMaxProtocol: maxProtocol,
    },
  });
}

interface Circumstances {
  readonly peer: Peer;
  readonly auth: GatewayAuth;
  readonly controlUi: ControlUiOptions;
}

/** What a client may do that knows the secret and does not prove a device. */
function scopesWithoutDevice(
  params: ConnectParams,
  { peer, auth, controlUi }: Circumstances,
): readonly GatewayScope[] {
  const { client, role } = params;
  if (role === 'node') throw deviceRequired('DEVICE_IDENTITY_REQUIRED', 'device identity required');
  const isExcused =
    controlUi.dangerouslyDisableDeviceAuth === true ||
    (controlUi.allowInsecureAuth === true && peer.isLocal);
  if (client.id === 'openclaw-probe') return isExcused ? grantedScopes(params) : [];
  if (isPageClient(client.id) && !isExcused && auth.mode !== 'none') {
    throw deviceRequired(
      'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
      'control ui requires device identity (use HTTPS or a localhost secure context, or set gateway.controlUi.allowInsecureAuth)',
    );
  }
  return grantedScopes(params);
}

function deviceRequired(code: string, message: string): AppError {
  return new AppError('forbidden', message, {
    details: { code, recommendedNextStep: 'review_auth_configuration' },
  });
}

/** The wanted scopes that exist; all of them for an operator that does not say. */
function grantedScopes({ role, scopes }: ConnectParams): readonly GatewayScope[] {
  if (role === 'node') return [];
  return scopes === undefined
    ? gatewayScopes
    : gatewayScopes.filter((scope) => scopes.includes(scope));
}
