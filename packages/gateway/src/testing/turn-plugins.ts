import type { TurnPlugins } from '../turns/turn-plugins.ts';

/** Plugins that do nothing but what is given. */
export function turnPlugins(what: Partial<TurnPlugins>): TurnPlugins {
  return {
    commandModel: () => undefined,
    promptAddition: async () => '',
    openEngine: async () => undefined,
    memoryPlugin: () => undefined,
    compactSession: async () => undefined,
    summarize: async () => undefined,
    ...what,
  };
}
