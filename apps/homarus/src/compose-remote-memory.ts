import { createIds } from '@homarus/base';

import { composeGateway } from './compose-gateway.ts';
import type { ComposeOptions } from './compose-models.ts';
import type { RemoteMemory } from './config/config.ts';
import type { Core } from './core.ts';
import type { Service } from './service.ts';

/**
 * The gateway over the memory of a service elsewhere. Its sessions, agents and schedules stay in the
 * database of its own; the engine over that rests.
 */
export async function composeRemoteGateway(
  core: Core,
  options: ComposeOptions,
  { url, apiKey }: RemoteMemory,
): Promise<Service> {
  const { openHttpMemory } = await import('@homarus/memory-http');
  await using stack = new AsyncDisposableStack();
  const memory = stack.use(
    await openHttpMemory(
      { ids: createIds(), log: options.log.child({ part: 'memory-http' }) },
      {
        url,
        dataDir: options.config.memory.dataDir,
        ...(apiKey === undefined ? {} : { apiKey }),
      },
    ),
  );
  const service = await composeGateway({ ...core, memory }, options);
  const owned = stack.move();
  return {
    ...service,
    async drain() {
      await service.drain();
      await owned.disposeAsync();
    },
  };
}
