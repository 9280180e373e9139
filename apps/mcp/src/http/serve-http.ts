import { createServer } from 'node:http';

import { AppError, errorText } from '@homarus/base';
import { isLoopbackHost } from '@homarus/protocol';
import { getRequestListener } from '@hono/node-server';

import type { ServerDeps } from '../server-deps.ts';
import { authorizeBearer } from './authorize.ts';
import { createMcpDoor } from './mcp-door.ts';

export interface HttpOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** What callers must send; undefined: nothing, on loopback only. */
  readonly token: string | undefined;
}

export interface HttpService extends AsyncDisposable {
  /** `http://127.0.0.1:8091/mcp`. */
  readonly url: string;
}

/**
 * Serves `/mcp` on a port of its own. Rejects with `invalid_request` for an address beside loopback
 * without a token, with `unavailable` for a port that cannot be had.
 */
export async function serveMcpOverHttp(
  deps: ServerDeps,
  { host, port, token }: HttpOptions,
): Promise<HttpService> {
  const name = host.includes(':') ? `[${host}]` : host;
  if (token === undefined && !isLoopbackHost(name)) {
    throw new AppError(
      'invalid_request',
      `Without HOMARUS_MCP_TOKEN only loopback is served, not ${host}: set a token, or --host 127.0.0.1.`,
    );
  }
  const door = createMcpDoor({
    ...deps,
    memoryFor: () => deps.memory,
    authorize: authorizeBearer(token),
  });
  const answer = getRequestListener((request, { incoming }) =>
    new URL(request.url).pathname === '/mcp'
      ? door.fetch(request, incoming.socket.remoteAddress)
      : new Response('There is nothing here; the MCP endpoint is /mcp.\n', { status: 404 }),
  );
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const opened = Promise.withResolvers<void>();
  server.once('error', (cause) => {
    const message = `Port ${port} of ${host} cannot be opened: ${errorText(cause)}.`;
    opened.reject(new AppError('unavailable', message, { cause }));
  });
  server.listen(port, host, opened.resolve);
  await opened.promise;
  const bound = server.address();
  const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    url: `http://${name}:${taken}/mcp`,
    async [Symbol.asyncDispose]() {
      await door[Symbol.asyncDispose]();
      const closed = Promise.withResolvers<unknown>();
      server.close(closed.resolve);
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
