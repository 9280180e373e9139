import { isAppError } from '@homarus/base';
import type { ErrorCode } from '@homarus/base';
import type { MemoryCallOptions, MemoryClient } from '@homarus/sdk';

import type { Parts } from '../parts.ts';
import type { MemoryRequest } from '../deliveries.ts';
import { toolTimeoutMs } from './tool-shape.ts';

/**
 * Has the server do what a person asked for. Undefined when it is not there, or does not let us in: the
 * request is on disk then, and done later. Rejects when the server will never do it.
 */
export async function callOrQueue<T>(
  { link, deliveries, log }: Parts,
  { signal, ...request }: MemoryRequest & { readonly signal?: AbortSignal | undefined },
  work: (client: MemoryClient, options: MemoryCallOptions) => Promise<T>,
): Promise<T | undefined> {
  try {
    const call = { timeoutMs: toolTimeoutMs, ...(signal === undefined ? {} : { signal }) };
    return await link.call(call, work);
  } catch (error) {
    if (isAppError(error) && !passing.has(error.code)) throw error;
    log.info('what a tool was asked to do waits in the outbox', { method: request.method });
    await deliveries.addRequest(request);
    return undefined;
  }
}

const passing: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'timeout',
  'rate_limited',
  'unauthorized',
  'forbidden',
]);
