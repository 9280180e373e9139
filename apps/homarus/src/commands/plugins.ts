import path from 'node:path';

import { AppError, nearestWord, silentLogger, systemClock } from '@homarus/base';
import {
  findPlugins,
  installPlugin,
  listPlugins,
  openPlugins,
  removePlugin,
} from '@homarus/plugins';
import type { FoundPlugin, PluginSettings } from '@homarus/plugins';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { PluginFlags } from '../cli/flags.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { version } from '../version.ts';
import { writeSetting } from './write-setting.ts';

/** `homarus plugins list`: what there is, without loading it. */
export async function pluginsList(context: CommandContext, flags: PluginFlags): Promise<ExitCode> {
  const { plugins } = await read(context, flags);
  const list = listPlugins(plugins);
  const { texts } = context;
  if (flags.json === true) context.say(JSON.stringify(list, undefined, 2));
  else if (list.length === 0) context.say(texts.plugins.none(plugins.pluginsDir));
  else {
    for (const { id, version: own = '', status, error } of list) {
      const state = texts.plugins.status[status === 'ready' ? 'enabled' : status];
      context.say([id, own, state, error].filter((text) => text !== undefined).join('  '));
    }
  }
  return list.some(({ status }) => status === 'broken') ? 1 : 0;
}

/** `homarus plugins inspect <id>`: loads it and shows what it registers; its services do not start. */
export async function pluginsInspect(
  context: CommandContext,
  id: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const { plugins } = await read(context, flags);
  requirePlugin(plugins, id);
  const host = await openPlugins({ log: silentLogger, clock: systemClock }, plugins, { version });
  const report = host.list().find((known) => known.id === id);
  context.say(JSON.stringify(report, undefined, 2));
  return report?.status === 'failed' ? 1 : 0;
}

/** `homarus plugins install <folder or package>`. */
export async function pluginsInstall(
  context: CommandContext,
  source: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const { plugins } = await read(context, flags);
  const plugin = await installPlugin(source, plugins.pluginsDir);
  const { texts } = context;
  context.say(texts.plugins.installed(plugin.id, plugin.version ?? '', plugin.folder));
  for (const kind of plugin.kinds) {
    const slot = kind === 'context-engine' ? 'contextEngine' : kind;
    context.say(texts.plugins.slotHint(slot, plugin.id));
  }
  context.say(texts.plugins.restart);
  return 0;
}

/** `homarus plugins remove <id>`: what it has stored stays. */
export async function pluginsRemove(
  context: CommandContext,
  id: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const { plugins } = await read(context, flags);
  const plugin = requirePlugin(plugins, id);
  const isRemoved = removePlugin(plugin, plugins.pluginsDir);
  const { removed, notInstalled, restart } = context.texts.plugins;
  if (!isRemoved) {
    context.tell(`homarus: ${notInstalled(id, plugin.folder)}`);
    return 1;
  }
  context.say(removed(id));
  context.say(restart);
  return 0;
}

/** `homarus plugins enable|disable <id>`: writes it into the configuration. */
export async function pluginsSwitch(
  context: CommandContext,
  { id, isEnabled }: { readonly id: string; readonly isEnabled: boolean },
  flags: PluginFlags,
): Promise<ExitCode> {
  const config = await read(context, flags);
  requirePlugin(config.plugins, id);
  const file = config.file ?? path.join(config.home, 'config.yaml');
  writeSetting(file, ['plugins', 'entries', id, 'enabled'], isEnabled);
  context.say(context.texts.plugins.switched(id, isEnabled, file));
  context.say(context.texts.plugins.restart);
  return 0;
}

function read({ env }: CommandContext, { home }: PluginFlags): Promise<Config> {
  return loadConfig({ env, overrides: { home } });
}

/** `not_found` with the nearest id when there is no such plugin. */
export function requirePlugin({ paths, pluginsDir }: PluginSettings, id: string): FoundPlugin {
  const { plugins } = findPlugins(paths, pluginsDir);
  const found = plugins.find((plugin) => plugin.id === id);
  if (found !== undefined) return found;
  const known = plugins.map((plugin) => plugin.id);
  const near = nearestWord(id, known);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new AppError('not_found', `There is no plugin '${id}'.${hint} Known: ${known.join(', ')}.`);
}
