import type { Command } from 'commander';

import type { CommandContext, ExitCode } from './context.ts';
import type { ExportFlags, ImportFlags } from './flags.ts';

/** `homarus memory export` and `import`. */
export function addTransfer(
  memory: Command,
  context: CommandContext,
  exit: (code: ExitCode) => void,
): void {
  const { help, imports } = context.texts;
  memory
    .command('export')
    .description(help.memoryExport)
    .argument('[file]', help.exportFile)
    .option('--format <format>', imports.help.format)
    .option('--user <id>', help.user)
    .option('--all', help.allAccounts)
    .option('--home <folder>', help.home)
    .action(async (file: string | undefined, _own: ExportFlags, command: Command) => {
      const { memoryExportAs } = await import('../commands/memory-write.ts');
      exit(await memoryExportAs(context, file, command.optsWithGlobals<ExportFlags>()));
    });
  memory
    .command('import')
    .description(imports.help.import)
    .argument('<path>', imports.help.place)
    .option('--from <source>', imports.help.from)
    .option('--user <id>', help.user)
    .option('--source-user <id>', imports.help.sourceUser)
    .option('--learn', imports.help.learn)
    .option('--adopt', help.adopt)
    .option('--all', help.allAccounts)
    .option('--dry-run', help.dryRun)
    .option('--json', help.json)
    .option('--home <folder>', help.home)
    .action(async (place: string, _own: ImportFlags, command: Command) => {
      const { memoryImportFrom } = await import('../commands/memory-import.ts');
      exit(await memoryImportFrom(context, place, command.optsWithGlobals<ImportFlags>()));
    });
}
