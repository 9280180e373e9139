import { withDeadline } from '@homarus/base';
import type { AppError } from '@homarus/base';
import type { ConnectParams, HelloOk } from '@homarus/protocol';

import { Wire } from './wire.ts';
import type { WireDeps, WireOptions } from './wire.ts';

/** One connection, from the accepted handshake to its end. */
export interface Connection extends Pick<Wire, 'request' | 'close'> {
  readonly hello: HelloOk;
  /** Resolves with why it ended. */
  readonly ended: Promise<AppError>;
}

export interface ConnectionOptions extends WireOptions {
  /** Answers the challenge. */
  readonly introduce: (nonce: string) => Promise<ConnectParams>;
  readonly handshakeTimeoutMs: number;
  /** Gives up connecting. */
  readonly signal: AbortSignal;
}

/** Connects, or rejects with why not: the gateway's refusal, or `unavailable`. */
export async function openConnection(
  deps: WireDeps,
  options: ConnectionOptions,
): Promise<Connection> {
  const { url, introduce, handshakeTimeoutMs, signal } = options;
  const wire = new Wire(deps, options);
  try {
    return await withDeadline(
      { timeoutMs: handshakeTimeoutMs, signal, name: `Connecting to ${url}` },
      async () => {
        const failed = wire.ended.then((error) => Promise.reject(error));
        const nonce = await Promise.race([wire.challenge, failed]);
        const hello = (await wire.request('connect', await introduce(nonce))) as HelloOk;
        void wire.watch(hello.policy.tickIntervalMs);
        return {
          hello,
          ended: wire.ended,
          request: (method, params, given) => wire.request(method, params, given),
          close: () => wire.close(),
        };
      },
    );
  } catch (error) {
    wire.close();
    throw error;
  }
}
