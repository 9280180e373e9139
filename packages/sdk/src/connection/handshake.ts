import type { Clock } from '@homarus/base';
import type { ConnectClient, ConnectParams, GatewayScope } from '@homarus/protocol';
import { devicePayload } from '@homarus/protocol/device-payload';

import type { DeviceIdentity } from '../device/device-identity.ts';

/** The gateway's secret, as it is configured there. */
export type ClientAuth =
  | { readonly mode: 'none' }
  | { readonly mode: 'token'; readonly token: string }
  | { readonly mode: 'password'; readonly password: string };

/** Who connects and what it wants. */
export interface Introduction {
  readonly client: ConnectClient;
  readonly role: 'operator' | 'node';
  /** Absent: everything that the role may. */
  readonly scopes: readonly GatewayScope[] | undefined;
  readonly caps: readonly string[];
  readonly auth: ClientAuth;
  readonly device: DeviceIdentity | undefined;
  /** Shown instead of the secret. */
  readonly deviceToken: string | undefined;
}

/** The parameters of `connect` that answer a challenge. */
export async function toConnectParams(
  introduction: Introduction,
  nonce: string,
  clock: Pick<Clock, 'now'>,
): Promise<ConnectParams> {
  const { client, role, scopes, caps, device } = introduction;
  const auth = toAuth(introduction);
  const params = {
    minProtocol: 4,
    maxProtocol: 4,
    client,
    role,
    ...(scopes === undefined ? {} : { scopes: [...scopes] }),
    caps: [...caps],
    commands: [],
    auth,
  };
  if (device === undefined) return params;
  const { deviceId, publicKey } = device;
  const signedAtMs = clock.now();
  const payload = devicePayload('v3', {
    deviceId,
    clientId: client.id,
    clientMode: client.mode,
    role,
    scopes: scopes ?? [],
    signedAtMs,
    token: auth.token ?? auth.deviceToken,
    nonce,
    platform: client.platform,
    deviceFamily: client.deviceFamily,
  });
  const signature = await device.sign(payload);
  return {
    ...params,
    device: { id: deviceId, publicKey, signature, signedAt: signedAtMs, nonce },
  };
}

function toAuth({ auth, deviceToken }: Introduction): ConnectParams['auth'] {
  if (deviceToken !== undefined) return { deviceToken };
  if (auth.mode === 'token') return { token: auth.token };
  return auth.mode === 'password' ? { password: auth.password } : {};
}
