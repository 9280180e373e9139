import type { Command } from 'commander';

import type { MemoryFlags } from '../commands/memory-api.ts';
import type { MirrorAction } from '../commands/memory-mirror.ts';
import type { CommandContext, ExitCode } from './context.ts';
import type { CareFlags } from './flags.ts';

type Exit = (code: ExitCode) => void;

/** `homarus memory mirror` and `homarus memory profile`. */
export function addMirror(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts.mirror;
  const mirror = memory.command('mirror').description(help.mirror).helpCommand(false);
  const add = (action: MirrorAction): void => {
    shared(mirror.command(action).description(help[action]), context)
      .option('--all', context.texts.help.allAccounts)
      .action(async (_own: CareFlags, command: Command) => {
        const { memoryMirror } = await import('../commands/memory-mirror.ts');
        exit(await memoryMirror(context, action, command.optsWithGlobals<CareFlags>()));
      });
  };
  for (const action of ['status', 'sync', 'rebuild'] as const) add(action);
  shared(memory.command('profile').description(help.profile), context).action(
    async (_own: MemoryFlags, command: Command) => {
      const { memoryProfile } = await import('../commands/memory-profile.ts');
      exit(await memoryProfile(context, command.optsWithGlobals<MemoryFlags>()));
    },
  );
}

function shared(command: Command, { texts }: CommandContext): Command {
  return command
    .option('--user <id>', texts.help.user)
    .option('--json', texts.help.json)
    .option('--home <folder>', texts.help.home);
}
