import type { Command } from 'commander';
import { Option } from 'commander';

import type { ReembedFlags } from '../commands/memory-reembed.ts';
import type { CommandContext, ExitCode } from './context.ts';

/** `homarus memory reembed` */
export function addMemoryVectors(
  memory: Command,
  context: CommandContext,
  exit: (code: ExitCode) => void,
): void {
  const { help, vectors } = context.texts;
  memory
    .command('reembed')
    .description(vectors.help.reembed)
    .option('--force', vectors.help.force)
    .option('--wait', vectors.help.wait)
    .option('--user <id>', help.user)
    .option('--json', help.json)
    .addOption(new Option('--home <folder>', help.home))
    .action(async (_own: ReembedFlags, command: Command) => {
      const { memoryReembed } = await import('../commands/memory-reembed.ts');
      exit(await memoryReembed(context, command.optsWithGlobals<ReembedFlags>()));
    });
}
