import { errorText } from '@homarus/base';

import { checkConfig } from './check-config.ts';
import { checkIds, whyNot } from './choose-plugins.ts';
import { findPlugins } from './find-plugins.ts';
import type { FoundPlugin } from './manifest.ts';
import type { PluginSettings } from './settings.ts';

/**
 * Looks the settings over without loading a plugin. Throws `invalid_request` for what keeps the gateway
 * from starting; answers what keeps single plugins from it, by their ids.
 */
export async function checkPluginSettings(
  settings: PluginSettings,
): Promise<ReadonlyMap<string, string>> {
  const { plugins } = findPlugins(settings.paths, settings.pluginsDir);
  checkIds(settings, plugins);
  const checked = await Promise.all(
    plugins
      .filter(({ id }) => whyNot(settings, id) === undefined)
      .map(async (plugin) => [plugin.id, await configProblem(plugin, settings)] as const),
  );
  return new Map(
    checked.flatMap(([id, problem]) => (problem === undefined ? [] : [[id, problem] as const])),
  );
}

async function configProblem(
  plugin: FoundPlugin,
  { entries }: PluginSettings,
): Promise<string | undefined> {
  try {
    await checkConfig(plugin, entries[plugin.id]?.config ?? {});
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}
