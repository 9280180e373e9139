import { installPlugin, removePlugin } from '@homarus/plugins';
import type { PluginSettings } from '@homarus/plugins';
import { isSeq } from 'yaml';
import type { Document } from 'yaml';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { PluginFlags } from '../cli/flags.ts';
import { loadConfig } from '../config/load.ts';
import { removeAt, setAt } from '../config/merge-document.ts';
import { editConfig } from './edit-config.ts';
import { requirePlugin } from './plugins.ts';

/** `homarus plugins install <folder, tarball or package>`. */
export async function pluginsInstall(
  context: CommandContext,
  source: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const plugins = await settingsOf(context, flags);
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

/** `homarus plugins remove <id>`: with what the configuration says of it; what it has stored stays. */
export async function pluginsRemove(
  context: CommandContext,
  id: string,
  flags: PluginFlags,
): Promise<ExitCode> {
  const plugins = await settingsOf(context, flags);
  const plugin = requirePlugin(plugins, id);
  const { removed, notInstalled, forgotten, restart } = context.texts.plugins;
  if (!removePlugin(plugin, plugins.pluginsDir)) {
    context.tell(`homarus: ${notInstalled(id, plugin.folder)}`);
    return 1;
  }
  context.say(removed(id));
  let gone: readonly string[] = [];
  const file = await editConfig(sourcesOf(context, flags), (document) => {
    gone = forget(document, id);
    return gone.length > 0;
  });
  if (gone.length > 0) context.say(forgotten(gone.join(', '), file));
  context.say(restart);
  return 0;
}

/**
 * Takes a plugin out of the configuration, which else names one that is not there; not out of `allow`,
 * which would let every plugin in when it is empty.
 */
function forget(document: Document, id: string): readonly string[] {
  const isGone = (at: readonly string[]): boolean => removeAt(document, ['plugins', ...at]);
  const gone = isGone(['entries', id]) ? [`plugins.entries.${id}`] : [];
  for (const slot of ['memory', 'contextEngine']) {
    if (document.getIn(['plugins', 'slots', slot]) !== id) continue;
    isGone(['slots', slot]);
    gone.push(`plugins.slots.${slot}`);
  }
  const denied = document.getIn(['plugins', 'deny'], true);
  const index = isSeq(denied) ? (denied.toJSON() as readonly unknown[]).indexOf(id) : -1;
  if (index >= 0) {
    document.deleteIn(['plugins', 'deny', index]);
    gone.push('plugins.deny');
  }
  return gone;
}

/** `homarus plugins enable|disable <id>`: writes it into the configuration. */
export async function pluginsSwitch(
  context: CommandContext,
  { id, isEnabled }: { readonly id: string; readonly isEnabled: boolean },
  flags: PluginFlags,
): Promise<ExitCode> {
  requirePlugin(await settingsOf(context, flags), id);
  const file = await editConfig(sourcesOf(context, flags), (document) => {
    setAt(document, ['plugins', 'entries', id, 'enabled'], isEnabled);
    return true;
  });
  context.say(context.texts.plugins.switched(id, isEnabled, file));
  context.say(context.texts.plugins.restart);
  return 0;
}

function sourcesOf({ env }: CommandContext, { home }: PluginFlags) {
  return { env, overrides: { home } };
}

async function settingsOf(context: CommandContext, flags: PluginFlags): Promise<PluginSettings> {
  return (await loadConfig(sourcesOf(context, flags))).plugins;
}
