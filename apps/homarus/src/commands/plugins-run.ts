import { silentLogger, systemClock } from '@homarus/base';
import { openPlugins } from '@homarus/plugins';
import { Command } from 'commander';

import type { CommandContext, ExitCode } from '../cli/context.ts';
import type { PluginFlags } from '../cli/flags.ts';
import { loadConfig } from '../config/load.ts';
import { catchStrayErrors } from '../process/stray-errors.ts';
import { version } from '../version.ts';
import { requirePlugin } from './plugins.ts';

/** `homarus plugins run <id> ...`: the commands that a plugin has for the command line. */
export async function pluginsRun(
  context: CommandContext,
  { id, words }: { readonly id: string; readonly words: readonly string[] },
  { home }: PluginFlags,
): Promise<ExitCode> {
  const { plugins } = await loadConfig({ env: context.env, overrides: { home } });
  requirePlugin(plugins, id);
  using strays = catchStrayErrors((error) => {
    throw error;
  });
  const deps = { log: silentLogger, clock: systemClock, strays };
  const host = await openPlugins(deps, { ...plugins, allow: [id] }, { version });
  const loaded = host.plugins.find(({ plugin }) => plugin.id === id);
  const clis = loaded?.registered.clis ?? [];
  if (loaded === undefined || clis.length === 0) {
    context.tell(`homarus: ${context.texts.plugins.noCommands(id, loaded?.guard.error ?? '')}`);
    return 1;
  }
  const program = new Command(`homarus plugins run ${id}`);
  const config = { plugins: { entries: plugins.entries } };
  for (const registrar of clis) {
    loaded.guard.callNow('cli', () => registrar({ program, config, logger: loaded.logger }));
  }
  await program.parseAsync(words, { from: 'user' });
  return 0;
}
