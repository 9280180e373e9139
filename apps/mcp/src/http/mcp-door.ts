import { errorText, httpStatusOf, toAppError } from '@homarus/base';
import type { AppError } from '@homarus/base';
import { toErrorBody } from '@homarus/protocol';
import type { MemoryClient } from '@homarus/sdk';
import { createMcpHandler } from '@modelcontextprotocol/server';

import { createMemoryMcpServer } from '../create-server.ts';
import type { ServerDeps } from '../server-deps.ts';

export interface McpDoorDeps extends Omit<ServerDeps, 'memory'> {
  /** The memory as the sender of a request may use it. */
  readonly memoryFor: (headers: Headers) => MemoryClient;
  /** Rejects with `unauthorized` or `forbidden` for a request that is not to be answered. */
  readonly authorize: (headers: Headers, address: string | undefined) => Promise<void>;
}

/** Streamable HTTP without sessions: every request stands for itself, of clients from 2025 on. */
export interface McpDoor extends AsyncDisposable {
  /** Answers one request; never rejects. `address` is where the connection comes from. */
  fetch(request: Request, address?: string): Promise<Response>;
}

export function createMcpDoor(deps: McpDoorDeps): McpDoor {
  const { memoryFor, authorize, ...shared } = deps;
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const memory = memoryFor(requestInfo?.headers ?? new Headers());
      return createMemoryMcpServer({ ...shared, memory });
    },
    { onerror: (error) => deps.log.debug('A request was refused', { reason: errorText(error) }) },
  );
  return {
    async fetch(request, address) {
      try {
        await authorize(request.headers, address);
      } catch (error) {
        return refuse(toAppError(error));
      }
      return handler.fetch(request);
    },
    [Symbol.asyncDispose]: () => handler.close(),
  };
}

function refuse(error: AppError): Response {
  const { code, retryAfterMs } = error;
  return Response.json(toErrorBody(error), {
    status: httpStatusOf(code),
    headers: {
      'cache-control': 'no-store',
      ...(code === 'unauthorized' ? { 'www-authenticate': 'Bearer realm="homarus-memory"' } : {}),
      ...(retryAfterMs === undefined
        ? {}
        : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
    },
  });
}
