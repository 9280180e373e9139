import { once } from 'node:events';

import { errorText } from '@homarus/base';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

import { createMemoryMcpServer } from './create-server.ts';
import type { ServerDeps } from './server-deps.ts';

/**
 * Serves over stdin and stdout, which carries nothing but the protocol, until stdin ends or `signal`
 * aborts.
 */
export async function serveMcpOverStdio(deps: ServerDeps, signal: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>();
  process.stdin.once('end', ended.resolve).once('close', ended.resolve);
  // A client that went away is not to be written to.
  process.stdout.on('error', () => ended.resolve());
  const handle = serveStdio(() => createMemoryMcpServer(deps), {
    onerror: (error) => deps.log.warn('A message was not understood', { reason: errorText(error) }),
  });
  if (!signal.aborted) await Promise.race([ended.promise, once(signal, 'abort')]);
  await handle.close();
}
