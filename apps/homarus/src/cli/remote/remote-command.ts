import type { Command } from 'commander';

import type { RemoteAction, RemoteFlags } from '../../commands/remote/remote-call.ts';
import type { CommandContext, ExitCode } from '../context.ts';

export type Exit = (code: ExitCode) => void;

export interface RemoteDeps {
  readonly context: CommandContext;
  readonly exit: Exit;
}

export interface RemoteCommand<Flags> {
  /** With its arguments: `show <key>`. */
  readonly usage: string;
  readonly help: string;
  /** `--limit <count>`, and what it says. */
  readonly options?: readonly (readonly [flags: string, help: string])[];
  /** Loads the command's code, which only runs of it need. */
  readonly load: () => Promise<RemoteAction<Flags>>;
}

/** Adds a command that speaks to a gateway. */
export function addRemoteCommand<Flags>(
  parent: Command,
  { context, exit }: RemoteDeps,
  { usage, help, options = [], load }: RemoteCommand<Flags>,
): void {
  const { remote, help: common } = context.texts;
  const command = parent.command(usage).description(help);
  for (const [flags, text] of options) command.option(flags, text);
  command
    .option('--url <address>', remote.help.url)
    .option('--token <secret>', remote.help.token)
    .option('--json', common.json)
    .option('--home <folder>', common.home)
    .action(async () => {
      const words = command.processedArgs.flatMap((word: string | readonly string[] | undefined) =>
        word === undefined ? [] : [typeof word === 'string' ? word : word.join(' ')],
      );
      const { runRemote } = await import('../../commands/remote/remote-call.ts');
      const flags = command.optsWithGlobals<Flags & RemoteFlags>();
      exit(await runRemote(context, { flags, words }, await load()));
    });
}
