import { createDevicePairing } from './device-pairing.ts';
import type { DevicePairing } from './device-pairing.ts';
import type { DevicesDeps } from './devices-deps.ts';
import { createTokenIssuer } from './token-issuer.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** The devices of the account: which may connect, as what, and with which tokens. */
export interface Devices {
  readonly pairing: DevicePairing;
  readonly tokens: TokenIssuer;
  /** Tells when the connections of a device have to end, and why. */
  onRevoked(listener: (deviceId: string, reason: string) => void): void;
}

export function createDevices(deps: DevicesDeps, options: { readonly accountId: string }): Devices {
  const listeners: ((deviceId: string, reason: string) => void)[] = [];
  const revoked = (deviceId: string, reason: string): void => {
    for (const listener of listeners) listener(deviceId, reason);
  };
  const context = { ...deps, ...options, revoked };
  return {
    pairing: createDevicePairing(context),
    tokens: createTokenIssuer(context),
    onRevoked: (listener) => void listeners.push(listener),
  };
}
