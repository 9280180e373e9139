import { isAppError } from '@homarus/base';

import { toConnectParams } from '../connection/handshake.ts';
import type { ClientAuth, Introduction } from '../connection/handshake.ts';
import { openConnection } from '../connection/connection.ts';
import type { Connection, ConnectionOptions } from '../connection/connection.ts';
import type { WireDeps } from '../connection/wire.ts';
import type { TokenPlace, TokenStorage } from '../device/token-storage.ts';

export interface AuthenticatedOptions
  extends Omit<Introduction, 'deviceToken'>, Omit<ConnectionOptions, 'introduce'> {
  readonly storage: TokenStorage;
}

/**
 * Connects with the device's own token where it has one, else with the gateway's secret; keeps the
 * token that the gateway hands out. A token that is not good any more is forgotten.
 */
export async function openAuthenticated(
  deps: WireDeps,
  options: AuthenticatedOptions,
): Promise<Connection> {
  const { device, storage, url, role, auth } = options;
  if (device === undefined) return connect(deps, options, undefined);
  const place: TokenPlace = { url, deviceId: device.deviceId, role };
  const kept = await storage.get(place);
  try {
    return await connectAndKeep(deps, options, { place, kept });
  } catch (error) {
    if (kept === undefined || !isRefusedToken(error)) throw error;
    await storage.remove(place);
    if (!hasSecret(auth)) throw error;
    return await connectAndKeep(deps, options, { place, kept: undefined });
  }
}

interface Token {
  readonly place: TokenPlace;
  readonly kept: string | undefined;
}

async function connectAndKeep(
  deps: WireDeps,
  options: AuthenticatedOptions,
  { place, kept }: Token,
): Promise<Connection> {
  const connection = await connect(deps, options, kept);
  const { deviceToken } = connection.hello.auth;
  if (deviceToken !== undefined && deviceToken !== kept) {
    await options.storage.set(place, deviceToken);
  }
  return connection;
}

function connect(
  deps: WireDeps,
  options: AuthenticatedOptions,
  deviceToken: string | undefined,
): Promise<Connection> {
  const introduce = (nonce: string) =>
    toConnectParams({ ...options, deviceToken }, nonce, deps.clock);
  return openConnection(deps, { ...options, introduce });
}

function hasSecret({ mode }: ClientAuth): boolean {
  return mode !== 'none';
}

function isRefusedToken(error: unknown): boolean {
  const code = isAppError(error) ? error.details?.['code'] : undefined;
  return code === 'AUTH_DEVICE_TOKEN_MISMATCH';
}
