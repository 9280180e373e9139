import { AppError, isAppError } from '@homarus/base';
import { createGatewayClient } from '@homarus/sdk';
import type { ClientAuth, GatewayClient, ReconnectOptions } from '@homarus/sdk';

import type { CommandContext } from '../cli/context.ts';
import type { Config } from '../config/config.ts';
import { envValue } from '../env.ts';
import { findRunning } from '../process/running.ts';
import type { Texts } from '../texts/index.ts';
import { version } from '../version.ts';
import { openDeviceFiles } from './device-files.ts';

/** Which gateway a command speaks to; absent: the one that runs on the home. */
export interface GatewayFlags {
  readonly url?: string;
  readonly token?: string;
}

export interface GatewayAddress {
  readonly url: string;
  readonly auth: ClientAuth;
}

/** Where the gateway of a command is; undefined when none is named and none runs on the home. */
export async function findGateway(
  { env }: CommandContext,
  { home, gateway }: Config,
  flags: GatewayFlags,
): Promise<GatewayAddress | undefined> {
  const named = flags.url ?? envValue(env, 'HOMARUS_GATEWAY_URL');
  const url = named ?? (await findRunning(home, 'gateway'))?.url;
  if (url === undefined) return undefined;
  // The secret of this home is not for another gateway.
  const own = named === undefined ? gateway.secret : envValue(env, 'HOMARUS_GATEWAY_TOKEN');
  return { url, auth: toAuth(flags.token ?? own, gateway.authMode) };
}

/** A secret as a client shows it. */
export function toAuth(
  secret: string | undefined,
  mode: Config['gateway']['authMode'],
): ClientAuth {
  if (secret === undefined) return { mode: 'none' };
  return mode === 'password'
    ? { mode: 'password', password: secret }
    : { mode: 'token', token: secret };
}

export interface ConnectOptions {
  readonly home: string;
  readonly texts: Texts;
  /** Default: one attempt, and none after a loss. */
  readonly reconnect?: ReconnectOptions;
  /** False for a gateway that ends with the command: it has no use for a device. Default true. */
  readonly asDevice?: boolean;
}

/** Connects as the command line of this home. Rejects with what to do when it cannot. */
export async function connectGateway(
  { url, auth }: GatewayAddress,
  { home, texts, reconnect, asDevice = true }: ConnectOptions,
): Promise<GatewayClient> {
  const { platform } = process;
  const client = createGatewayClient({
    url,
    auth,
    ...(asDevice ? await openDeviceFiles(home) : {}),
    client: { id: 'cli', mode: 'cli', displayName: 'homarus', version, platform },
    reconnect: reconnect ?? false,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw inWords(error, url, texts);
  }
}

function inWords(error: unknown, url: string, { chat, remote }: Texts): unknown {
  if (!isAppError(error)) return error;
  if (error.code === 'unauthorized') return new AppError('unauthorized', chat.unauthorized);
  const { code, requestId } = error.details ?? {};
  if (code === 'NO_CONNECTION') return new AppError('unavailable', remote.noAnswer(url));
  if (code !== 'PAIRING_REQUIRED') return error;
  return new AppError('forbidden', remote.notApproved(String(requestId)));
}
