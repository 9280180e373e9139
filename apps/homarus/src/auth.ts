import { createHash } from 'node:crypto';

import type { GatewayOptions } from '@homarus/gateway';
import type { MemoryServerOptions } from '@homarus/memory-server';

import type { Config, DoorConfig } from './config/config.ts';

/** What the gateway asks of its callers. */
export function gatewayAuth({ secret, authMode }: Config['gateway']): GatewayOptions['auth'] {
  if (secret === undefined) return { mode: 'none' };
  return authMode === 'password'
    ? { mode: 'password', password: secret }
    : { mode: 'token', token: secret };
}

/** What the memory API asks of its callers; its one key opens the account. */
export function memoryAuth({ secret }: DoorConfig, accountId: string): MemoryServerOptions['auth'] {
  if (secret === undefined) return { mode: 'none' };
  const hash = createHash('sha256').update(secret).digest('hex');
  return { mode: 'key', keys: [{ hash, accountId, role: 'root' }] };
}
