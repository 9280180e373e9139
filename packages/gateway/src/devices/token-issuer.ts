import { AppError } from '@homarus/base';
import type { GatewayScope } from '@homarus/protocol';

import type { DeviceRole, DeviceToken, PairedDevice } from './device-store.ts';
import { addToken, createToken, findToken } from './device-tokens.ts';
import type { DevicesDeps } from './devices-deps.ts';
import { isCovered } from './pairing.ts';

/** A token that was just made, for the one who is to have it. */
export interface IssuedToken {
  readonly token: string;
  readonly scopes: readonly GatewayScope[];
  readonly issuedAt: number;
}

/** Makes, checks and ends the tokens with which paired devices connect. */
export interface TokenIssuer {
  /** What is known of a token that a device shows; undefined when it is not, or no longer, good. */
  check(deviceId: string, role: DeviceRole, token: string): Promise<DeviceToken | undefined>;
  /** Makes one more token. `not_found` when the device is not paired in that role. */
  issue(deviceId: string, role: DeviceRole, scopes: readonly GatewayScope[]): Promise<IssuedToken>;
  /**
   * Makes a token and ends the earlier ones of the role, and the connections that came with them.
   * Default scopes: all that the device was approved for; `forbidden` for more than that.
   */
  rotate(
    deviceId: string,
    role: DeviceRole,
    scopes?: readonly GatewayScope[],
  ): Promise<IssuedToken>;
  /** Ends all tokens of the role; `not_found` when there are none. */
  revoke(deviceId: string, role: DeviceRole): Promise<void>;
}

export interface TokenIssuerDeps extends Pick<DevicesDeps, 'store' | 'clock'> {
  readonly accountId: string;
  readonly revoked: (deviceId: string, reason: string) => void;
}

export function createTokenIssuer(deps: TokenIssuerDeps): TokenIssuer {
  const { store, clock, accountId, revoked } = deps;
  const change = async (
    deviceId: string,
    role: DeviceRole,
    next: (device: PairedDevice) => PairedDevice,
  ): Promise<void> => {
    await store.updateDevice(accountId, deviceId, (device) =>
      next(requirePaired(device, deviceId, role)),
    );
  };
  return {
    async check(deviceId, role, token) {
      const device = await store.getDevice(accountId, deviceId);
      const found = device && findToken(device, role, token);
      if (found === undefined) return undefined;
      const lastUsedAt = clock.now();
      await change(deviceId, role, (paired) => ({
        ...paired,
        lastSeenAt: lastUsedAt,
        tokens: paired.tokens.map((kept) =>
          kept.hash === found.hash ? { ...kept, lastUsedAt } : kept,
        ),
      }));
      return found;
    },
    async issue(deviceId, role, scopes) {
      const issuedAt = clock.now();
      const { token, kept } = createToken(role, scopes, issuedAt);
      await change(deviceId, role, (device) => ({
        ...device,
        lastSeenAt: issuedAt,
        tokens: addToken(device.tokens, kept),
      }));
      return { token, scopes, issuedAt };
    },
    async rotate(deviceId, role, wanted) {
      const issuedAt = clock.now();
      const device = requirePaired(await store.getDevice(accountId, deviceId), deviceId, role);
      const scopes = wanted ?? (role === 'operator' ? device.scopes : []);
      if (!isCovered(scopes, device.scopes)) throw notApproved(deviceId, scopes);
      const { token, kept } = createToken(role, scopes, issuedAt);
      await change(deviceId, role, (paired) => ({
        ...paired,
        tokens: [...withoutRole(paired, role), kept],
      }));
      revoked(deviceId, 'device token rotated');
      return { token, scopes, issuedAt };
    },
    async revoke(deviceId, role) {
      await change(deviceId, role, (device) => {
        const tokens = withoutRole(device, role);
        if (tokens.length === device.tokens.length) throw unknownDevice(deviceId, role);
        return { ...device, tokens };
      });
      revoked(deviceId, 'device token revoked');
    },
  };
}

function withoutRole({ tokens }: PairedDevice, role: DeviceRole): PairedDevice['tokens'] {
  return tokens.filter((token) => token.role !== role);
}

function requirePaired(
  device: PairedDevice | undefined,
  deviceId: string,
  role: DeviceRole,
): PairedDevice {
  if (device?.roles.includes(role) === true) return device;
  throw unknownDevice(deviceId, role);
}

function unknownDevice(deviceId: string, role: DeviceRole): AppError {
  return new AppError('not_found', `The device ${deviceId} has no token as ${role}.`, {
    details: { path: 'deviceId', deviceId, role },
  });
}

function notApproved(deviceId: string, scopes: readonly GatewayScope[]): AppError {
  return new AppError(
    'forbidden',
    `The device ${deviceId} was not approved for all of ${scopes.join(', ')}; it has to connect with them, and be approved.`,
    { details: { path: 'scopes', deviceId } },
  );
}
