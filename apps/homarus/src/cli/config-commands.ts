import type { Command } from 'commander';

import type { CommandContext, ExitCode } from './context.ts';
import { addConfigOnGateway } from './remote/config-commands.ts';

interface HomeFlags {
  readonly home?: string;
}

type Exit = (code: ExitCode) => void;

/** `homarus config`: the file of this home, and that of a gateway. */
export function addConfig(program: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts;
  const config = program.command('config').description(help.config);
  const add = (usage: string, text: string): Command =>
    config.command(usage).description(text).option('--home <folder>', help.home);
  add('validate', help.configValidate).action(async (flags: HomeFlags) => {
    const { configValidate } = await import('../commands/config.ts');
    exit(await configValidate(context, flags));
  });
  add('get', help.configGet)
    .argument('[path]', help.configGetPath)
    .action(async (path: string | undefined, flags: HomeFlags) => {
      const { configGet } = await import('../commands/config.ts');
      exit(await configGet(context, path, flags));
    });
  add('set', help.configSet)
    .argument('<path>', help.configPath)
    .argument('<value>', help.configValue)
    .action(async (path: string, value: string, flags: HomeFlags) => {
      const { configSet } = await import('../commands/config-change.ts');
      exit(await configSet(context, { path, value }, flags));
    });
  add('unset', help.configUnset)
    .argument('<path>', help.configPath)
    .action(async (path: string, flags: HomeFlags) => {
      const { configUnset } = await import('../commands/config-change.ts');
      exit(await configUnset(context, path, flags));
    });
  config
    .command('schema')
    .description(help.configSchema)
    .action(async () => {
      const { configJsonSchema } = await import('../config/json-schema.ts');
      context.say(JSON.stringify(configJsonSchema(), undefined, 2));
      exit(0);
    });
  addConfigOnGateway(config, context, exit);
}
