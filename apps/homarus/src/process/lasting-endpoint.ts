import type { Config } from '../config/config.ts';
import { openMemoryEndpoint } from './memory-client.ts';
import type { MemoryEndpoint, MemoryEndpointOptions } from './memory-client.ts';

/**
 * The memory of a home for a process that lives longer than the services on it: when the one that it
 * speaks to is gone, calls go to the one that runs by then, else to a memory in this process. `stack`
 * closes it.
 */
export async function openLastingEndpoint(
  config: Config,
  stack: AsyncDisposableStack,
  options: MemoryEndpointOptions,
): Promise<MemoryEndpoint> {
  // One that is configured has no other in its place.
  if (config.memory.remote !== undefined) return openMemoryEndpoint(config, stack, options);
  let current = await openMemoryEndpoint(config, stack, options);
  let opening: Promise<void> | undefined;
  const openAnew = async (gone: MemoryEndpoint): Promise<void> => {
    if (current === gone) current = await openMemoryEndpoint(config, stack, options);
  };
  return {
    url: 'http://127.0.0.1',
    async fetch(request) {
      const used = current;
      const again = request.clone();
      try {
        return await used.fetch(toRequest(used, request));
      } catch (error) {
        if (!isRefused(error)) throw error;
        opening ??= openAnew(used).finally(() => {
          opening = undefined;
        });
        await opening;
        return current.fetch(toRequest(current, again));
      }
    },
  };
}

function toRequest({ url, apiKey }: MemoryEndpoint, request: Request): Request {
  const { pathname, search } = new URL(request.url);
  const sent = new Request(`${url.replace(/\/$/u, '')}${pathname}${search}`, request);
  if (apiKey !== undefined) sent.headers.set('authorization', `Bearer ${apiKey}`);
  return sent;
}

/** Nothing listens there: the call has done nothing yet. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
