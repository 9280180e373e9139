import type { ConnectParams } from '@homarus/protocol';

import type { Devices } from '../devices/devices.ts';
import type { Wish } from '../devices/pairing.ts';
import type { Access } from './access.ts';
import { grantedScopes } from './client-rules.ts';
import type { ControlUiOptions } from './client-rules.ts';
import type { Peer } from './peer.ts';

/** Parameters with a device whose identity was checked. */
export type DeviceParams = ConnectParams & {
  readonly device: NonNullable<ConnectParams['device']>;
};

export interface DeviceAdmission {
  /**
   * Lets a device in whose client knows the gateway's secret, with a new token. On this machine it is
   * paired without a question: who knows the secret here may do everything anyway. From elsewhere it
   * has to be approved.
   */
  readonly withSecret: (params: DeviceParams, peer: Peer) => Promise<Access>;
  /** Lets a paired device in that shows its token; undefined when the token is not good. */
  readonly withToken: (params: DeviceParams, peer: Peer) => Promise<Access | undefined>;
}

export function deviceAdmission({
  devices: { pairing, tokens },
  controlUi,
}: {
  readonly devices: Devices;
  readonly controlUi: ControlUiOptions;
}): DeviceAdmission {
  return {
    async withSecret(params, peer) {
      const { role, device } = params;
      const scopes = grantedScopes(params);
      const isTrusted = peer.isLocal || controlUi.dangerouslyDisableDeviceAuth === true;
      await pairing.admit(toWish(params, peer, scopes), isTrusted);
      const deviceToken = await tokens.issue(device.id, role, scopes);
      return { scopes, deviceId: device.id, deviceToken };
    },
    async withToken(params, peer) {
      const { role, device, auth } = params;
      const token = auth.deviceToken ?? auth.token;
      if (token === undefined) return undefined;
      const good = await tokens.check(device.id, role, token);
      if (good === undefined) return undefined;
      const scopes = params.scopes === undefined ? good.scopes : grantedScopes(params);
      await pairing.admit(toWish(params, peer, scopes), false);
      return {
        scopes,
        deviceId: device.id,
        deviceToken: { token, issuedAt: good.createdAt },
      };
    },
  };
}

function toWish(
  { client, device, role }: DeviceParams,
  { address }: Peer,
  scopes: Wish['scopes'],
): Wish {
  return {
    deviceId: device.id,
    role,
    scopes,
    description: {
      publicKey: device.publicKey,
      displayName: client.displayName,
      platform: client.platform,
      deviceFamily: client.deviceFamily,
      clientId: client.id,
      clientMode: client.mode,
      remoteIp: address,
    },
  };
}
