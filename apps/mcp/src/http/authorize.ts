import { createHash, timingSafeEqual } from 'node:crypto';

import { AppError } from '@homarus/base';
import { checkLoopbackCaller } from '@homarus/protocol';

import type { McpDoorDeps } from './mcp-door.ts';

/** Asks for a bearer token; without one, only programs of this machine are heard, and no page. */
export function authorizeBearer(token: string | undefined): McpDoorDeps['authorize'] {
  if (token === undefined) return async (headers) => checkLoopbackCaller(headers);
  const digest = digestOf(token);
  return async (headers) => {
    const given = /^bearer +(\S+)$/iu.exec(headers.get('authorization') ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digestOf(given), digest)) return;
    throw new AppError(
      'unauthorized',
      given === undefined
        ? 'A token is needed: send "Authorization: Bearer <HOMARUS_MCP_TOKEN>".'
        : 'This token opens nothing here; it has to be the HOMARUS_MCP_TOKEN of the server.',
    );
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
