import type { Command } from 'commander';

import type { CommandContext, ExitCode } from './context.ts';
import type { TransferFlags } from './flags.ts';

/** `homarus memory export` and `import`. */
export function addTransfer(
  memory: Command,
  context: CommandContext,
  exit: (code: ExitCode) => void,
): void {
  const { help } = context.texts;
  memory
    .command('export')
    .description(help.memoryExport)
    .argument('[file]', help.exportFile)
    .option('--user <id>', help.user)
    .option('--all', help.allAccounts)
    .option('--home <folder>', help.home)
    .action(async (file: string | undefined, _own: TransferFlags, command: Command) => {
      const { memoryExport } = await import('../commands/memory-transfer.ts');
      exit(await memoryExport(context, file, command.optsWithGlobals<TransferFlags>()));
    });
  memory
    .command('import')
    .description(help.memoryImport)
    .argument('<file>', help.importFile)
    .option('--adopt', help.adopt)
    .option('--all', help.allAccounts)
    .option('--dry-run', help.dryRun)
    .option('--json', help.json)
    .option('--home <folder>', help.home)
    .action(async (file: string, _own: TransferFlags, command: Command) => {
      const { memoryImport } = await import('../commands/memory-transfer.ts');
      exit(await memoryImport(context, file, command.optsWithGlobals<TransferFlags>()));
    });
}
