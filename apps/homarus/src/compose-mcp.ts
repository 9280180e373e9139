import { createIds, systemClock } from '@homarus/base';
import type { McpDoor } from '@homarus/mcp';
import type { MemoryServer } from '@homarus/memory-server';
import { createMemoryClient } from '@homarus/sdk';

import type { ComposeOptions } from './compose-models.ts';
import type { Service } from './service.ts';
import { version } from './version.ts';

/** Where a memory service is an MCP server. */
export const mcpPath = '/mcp';

/**
 * What answers on the port of the memory: its API, and the MCP endpoint for the same keys, which is
 * loaded when it is first called.
 */
export function serviceWithMcp(server: MemoryServer, { config, log }: ComposeOptions): Service {
  let opened: Promise<McpDoor> | undefined;
  return {
    async fetch(request, address) {
      if (new URL(request.url).pathname !== mcpPath) return server.fetch(request, address);
      opened ??= openMcpDoor(server, { config, log });
      return (await opened).fetch(request, address);
    },
    async drain() {
      await (await opened)?.[Symbol.asyncDispose]();
    },
  };
}

async function openMcpDoor(
  server: MemoryServer,
  { config, log }: ComposeOptions,
): Promise<McpDoor> {
  const { createMcpDoor } = await import('@homarus/mcp');
  return createMcpDoor({
    scope: {},
    clock: systemClock,
    timeZone: config.timeZone,
    ids: createIds(),
    log: log.child({ part: 'mcp' }),
    version,
    authorize: async (headers, address) => {
      await server.authenticate(headers, address);
    },
    memoryFor: (headers) =>
      createMemoryClient({
        url: 'http://127.0.0.1',
        fetch: (request) => server.fetch(asSender(request, headers)),
      }),
  });
}

/** The call of a tool, with the key of who called the tool. */
function asSender(request: Request, sender: Headers): Request {
  const headers = new Headers(request.headers);
  headers.set('host', '127.0.0.1');
  for (const name of ['authorization', 'x-api-key']) {
    const value = sender.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Request(request, { headers });
}
