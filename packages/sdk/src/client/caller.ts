import { abortedError, hasCode, withDeadline } from '@homarus/base';

import type { ConnectionKeeper } from './connection-keeper.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** With the wait for a connection. 0: no limit. Default: `requestTimeoutMs` of the client. */
  readonly timeoutMs?: number | undefined;
  /** Of a call with two answers: takes the first, which says that it was accepted. */
  readonly onAccepted?: ((payload: unknown) => void) | undefined;
}

export type CallUntyped = (
  method: string,
  params?: unknown,
  options?: CallOptions,
) => Promise<unknown>;

interface CallerDeps {
  readonly keeper: ConnectionKeeper;
  readonly subscriptions: Subscriptions;
}

/** Calls methods over whatever connection there is. */
export function createCaller(
  { keeper, subscriptions }: CallerDeps,
  { requestTimeoutMs }: { readonly requestTimeoutMs: number },
): CallUntyped {
  return async (method, params = {}, options = {}) => {
    const { signal, onAccepted, timeoutMs = requestTimeoutMs } = options;
    const attempt = async (limit: AbortSignal | undefined): Promise<unknown> => {
      for (;;) {
        const connection = await keeper.connection({ signal: limit });
        try {
          return await connection.request(method, params, { signal: limit, onAccepted });
        } catch (error) {
          if (!hasIdempotencyKey(params) || !isLoss(error)) throw error;
          // The keeper has noticed too when the connection says why it ended.
          await connection.ended;
        }
      }
    };
    if (signal?.aborted === true) throw abortedError(signal);
    const answer =
      timeoutMs === 0
        ? await attempt(signal)
        : await withDeadline({ timeoutMs, signal, name: method }, attempt);
    subscriptions.note(method, params);
    return answer;
  };
}

function hasIdempotencyKey(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'idempotencyKey' in params;
}

/** Whether the connection was lost under the call, and not refused by the gateway. */
function isLoss(error: unknown): boolean {
  const code = hasCode(error, 'unavailable') ? error.details?.['code'] : undefined;
  return code === 'CONNECTION_LOST' || code === 'CONNECTION_SILENT';
}
