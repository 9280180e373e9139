import type { Command } from 'commander';

import type { JobAction } from '../commands/memory-jobs.ts';
import type { CommandContext, ExitCode } from './context.ts';
import type { CareFlags } from './flags.ts';

type Exit = (code: ExitCode) => void;

/** `homarus memory verify`, `repair` and `jobs`: the care of what is stored. */
export function addCare(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts;
  withFlags(memory.command('verify').description(help.memoryVerify), context).action(
    async (_own: CareFlags, command: Command) => {
      const { memoryVerify } = await import('../commands/memory-verify.ts');
      exit(await memoryVerify(context, command.optsWithGlobals<CareFlags>()));
    },
  );
  withFlags(memory.command('repair').description(help.memoryRepair), context)
    .option('--dry-run', help.dryRun)
    .action(async (_own: CareFlags, command: Command) => {
      const { memoryRepair } = await import('../commands/memory-verify.ts');
      exit(await memoryRepair(context, command.optsWithGlobals<CareFlags>()));
    });
  addJobs(memory, context, exit);
}

function addJobs(memory: Command, context: CommandContext, exit: Exit): void {
  const { help } = context.texts;
  const run = async (action: JobAction, ids: readonly string[], command: Command) => {
    const { memoryJobs } = await import('../commands/memory-jobs.ts');
    exit(await memoryJobs(context, { action, ids }, command.optsWithGlobals<CareFlags>()));
  };
  const jobs = memory.command('jobs').description(help.memoryJobs);
  withFlags(jobs, context).action((_own: CareFlags, command: Command) => run('list', [], command));
  for (const action of ['retry', 'drop'] as const) {
    const text = action === 'retry' ? help.memoryJobsRetry : help.memoryJobsDrop;
    withFlags(jobs.command(action).description(text), context)
      .argument('[ids...]', help.jobIds)
      .option('--dry-run', help.dryRun)
      .action((ids: readonly string[], _own: CareFlags, command: Command) =>
        run(action, ids, command),
      );
  }
}

function withFlags(command: Command, { texts }: CommandContext): Command {
  const { help } = texts;
  return command
    .option('--user <id>', help.user)
    .option('--all', help.allAccounts)
    .option('--json', help.json)
    .option('--home <folder>', help.home);
}
