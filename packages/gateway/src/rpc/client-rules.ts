import { AppError } from '@homarus/base';
import { gatewayScopes, isPageClient } from '@homarus/protocol';
import type { ConnectDetailCode, ConnectParams, GatewayScope } from '@homarus/protocol';

import type { GatewayAuth } from '../http/auth.ts';
import type { Peer } from './peer.ts';

/** Rules for pages, as `gateway.controlUi` of the configuration. */
export interface ControlUiOptions {
  /** Origins of pages that others serve: `https://panel.example`; `*` for all. Default: none. */
  readonly allowedOrigins?: readonly string[];
  /** A page on this machine may connect with the secret alone, without a device. Default false. */
  readonly allowInsecureAuth?: boolean;
  /** So may every page, wherever it runs. Default false. */
  readonly dangerouslyDisableDeviceAuth?: boolean;
}

export interface Circumstances {
  readonly peer: Peer;
  readonly authMode: GatewayAuth['mode'];
  readonly controlUi: ControlUiOptions;
}

/** What a client may do that knows the secret and does not prove a device. */
export function scopesWithoutDevice(
  params: ConnectParams,
  { peer, authMode, controlUi }: Circumstances,
): readonly GatewayScope[] {
  const { client, role } = params;
  if (role === 'node') throw deviceRequired('DEVICE_IDENTITY_REQUIRED', 'device identity required');
  const isExcused =
    controlUi.dangerouslyDisableDeviceAuth === true ||
    (controlUi.allowInsecureAuth === true && peer.isLocal);
  if (client.id === 'openclaw-probe') return isExcused ? grantedScopes(params) : [];
  if (isPageClient(client.id) && !isExcused && authMode !== 'none') {
    throw deviceRequired(
      'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
      'control ui requires device identity (use HTTPS or a localhost secure context, or set gateway.controlUi.allowInsecureAuth)',
    );
  }
  return grantedScopes(params);
}

/** The wanted scopes that exist; all of them for an operator that does not say. */
export function grantedScopes({
  role,
  scopes,
}: Pick<ConnectParams, 'role' | 'scopes'>): readonly GatewayScope[] {
  if (role === 'node') return [];
  if (scopes === undefined) return gatewayScopes;
  return gatewayScopes.filter((scope) => scopes.includes(scope));
}

function deviceRequired(code: ConnectDetailCode, message: string): AppError {
  return new AppError('forbidden', message, {
    details: { code, recommendedNextStep: 'review_auth_configuration' },
  });
}
