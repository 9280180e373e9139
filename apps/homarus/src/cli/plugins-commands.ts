import type { Command } from 'commander';

import type { CommandContext, ExitCode } from './context.ts';
import type { PluginFlags } from './flags.ts';

type Exit = (code: ExitCode) => void;

/** `homarus plugins ...`. */
export function addPlugins(program: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts.plugins;
  const plugins = program
    .command('plugins')
    .description(help.plugins)
    .helpCommand(false)
    .enablePositionalOptions();
  const add = (name: 'list' | 'inspect' | 'install' | 'remove' | 'enable' | 'disable'): Command =>
    plugins
      .command(name)
      .description(help[name])
      .option('--home <folder>', context.texts.help.home);
  const load = () => import('../commands/plugins.ts');
  const loadChange = () => import('../commands/plugins-change.ts');
  add('list')
    .option('--json', context.texts.help.json)
    .action(async (flags: PluginFlags) => {
      exit(await (await load()).pluginsList(context, flags));
    });
  add('inspect')
    .alias('info')
    .argument('<id>', help.id)
    .option('--json', context.texts.help.json)
    .action(async (id: string, flags: PluginFlags) => {
      exit(await (await load()).pluginsInspect(context, id, flags));
    });
  add('install')
    .argument('<source>', help.source)
    .action(async (source: string, flags: PluginFlags) => {
      exit(await (await loadChange()).pluginsInstall(context, source, flags));
    });
  add('remove')
    .alias('uninstall')
    .argument('<id>', help.id)
    .action(async (id: string, flags: PluginFlags) => {
      exit(await (await loadChange()).pluginsRemove(context, id, flags));
    });
  for (const name of ['enable', 'disable'] as const) {
    add(name)
      .argument('<id>', help.id)
      .action(async (id: string, flags: PluginFlags) => {
        const isEnabled = name === 'enable';
        exit(await (await loadChange()).pluginsSwitch(context, { id, isEnabled }, flags));
      });
  }
  plugins
    .command('run')
    .description(help.run)
    .argument('<id>', help.id)
    .argument('[words...]', help.words)
    .option('--home <folder>', context.texts.help.home)
    .passThroughOptions()
    .action(async (id: string, words: readonly string[], flags: PluginFlags) => {
      const { pluginsRun } = await import('../commands/plugins-run.ts');
      exit(await pluginsRun(context, { id, words }, flags));
    });
}
