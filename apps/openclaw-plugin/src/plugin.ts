import type { PluginService } from '@homarus/plugin-api';

import { pluginId } from './about.ts';
import { createParts } from './create-parts.ts';
import { createEngine } from './engine/create-engine.ts';
import { readEnv } from './env.ts';
import { hasOwnSearch } from './host/has-own-search.ts';
import type { HostApi, HostToolContext } from './host/host-api.ts';
import { identityOf } from './identity.ts';
import { keepAlive } from './keep-alive.ts';
import { memoryCapability } from './memory/memory-capability.ts';
import type { Parts } from './parts.ts';
import { readSettings } from './settings.ts';
import { readState, toStateText } from './status.ts';
import { toolShapes } from './tools/tool-shapes.ts';
import { toTool } from './tools/tool-shape.ts';

/** What a host loads. `register` only declares: folders and connections are opened with the first use. */
export const plugin = {
  id: pluginId,
  name: 'Homarus memory',
  description: 'Long-term memory and context engine over a Homarus memory server.',
  register(api: HostApi): void {
    const settings = readSettings(api.pluginConfig, readEnv());
    const parts = lazily(() => createParts(api, settings));
    api.registerContextEngine(pluginId, () => createEngine(parts()));
    api.registerMemoryCapability(memoryCapability(parts));
    for (const shape of toolShapes) {
      const make = (context: HostToolContext) => {
        if (shape.isHosts === true && hasOwnSearch(context)) return null;
        const { sessionKey = `agent:${context.agentId ?? 'main'}:main` } = context;
        const identity = identityOf(settings, sessionKey);
        return toTool(shape, { parts, identity });
      };
      api.registerTool(make, { name: shape.name });
    }
    api.registerCommand({
      name: 'ogmem',
      description: 'Shows the state of the memory server and of what waits for it.',
      acceptsArgs: false,
      handler: async () => ({ text: toStateText(await readState(parts())) }),
    });
    api.registerGatewayMethod(
      `${pluginId}.status`,
      async ({ respond }) => respond(true, await readState(parts())),
      { scope: 'operator.read' },
    );
    api.registerService(memoryService(parts));
  },
};

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What runs beside the turns of a gateway. */
function memoryService(parts: () => Parts): PluginService {
  let stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    id: pluginId,
    start() {
      const { settings, log } = parts();
      log.info(`mode=http url=${settings.url}`);
      stop = new AbortController();
      running = keepAlive(parts(), stop.signal).catch((error: unknown) => {
        log.error('looking at the memory server has ended', { error: String(error) });
      });
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}
